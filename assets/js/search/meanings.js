// What people say for what texts call otherwise: of the words of a query the phrases that mean the same. For the scripts that
// follow: bantin.meanings.
(function () {
  "use strict";
  const { exact, root, sameTone, sound } = window.bantin.words;
  // By language groups of phrases that mean the same.
  const GROUPS = {
    vi: [
      "tiêm chủng, tiêm phòng, chích ngừa, tiêm ngừa, chủng ngừa, tiêm vắc xin, tiêm, chích",
      "căn cước, căn cước công dân, cccd, cmnd, chứng minh nhân dân, chứng minh thư, giấy tờ tùy thân, thẻ căn cước",
      "khai sinh, đẻ, sinh con, mới sinh, sơ sinh",
      "khai tử, chứng tử, báo tử, qua đời",
      "kết hôn, cưới, lấy vợ, lấy chồng, hôn thú, đám cưới",
      "ly hôn, ly dị",
      "cắt điện, cúp điện, mất điện, tắt điện, ngừng cấp điện, điện có lại, có điện lại",
      "cắt nước, cúp nước, mất nước, ngừng cấp nước",
      "nước sạch, nước máy",
      "lừa đảo, lừa tiền, lừa, gạt, mạo danh, giả danh, tự xưng, chiếm đoạt",
      "trộm cắp, ăn trộm, mất trộm, kẻ gian, trộm",
      "nghĩa vụ quân sự, bộ đội, lính, nhập ngũ, khám tuyển",
      "sổ đỏ, sổ hồng, quyền sử dụng đất",
      "hộ khẩu, thường trú, cư trú",
      "tạm trú, phòng trọ, nhà trọ, ở trọ, thuê trọ",
      "chứng thực, công chứng, sao y, photo công chứng, photo",
      "giấy phép xây dựng, phép xây dựng, xin phép xây, xây thêm tầng, cất nhà, cơi nới",
      "xây dựng, xây, cất nhà",
      "sửa chữa, sửa nhà, cải tạo",
      "vỉa hè, lề đường, hè phố, lòng đường",
      "ngập, ngập úng, ngập nước, lụt, úng",
      "cống, cống rãnh, thoát nước, nắp cống, hố ga",
      "cồng kềnh, sofa, nệm, đệm, giường, tủ, ghế",
      "đốt, hun, đốt lá, đốt rác",
      "sốt xuất huyết, muỗi, loăng quăng, lăng quăng, bọ gậy",
      "màn, mùng",
      "đuối nước, bơi, chết đuối, tắm sông",
      "chó, chó mèo, vật nuôi, thú nuôi",
      "rọ mõm, xích, thả rông, chạy rông",
      "người cao tuổi, người già, cao tuổi, ông cụ, bà cụ, cụ già, tuổi già",
      "trẻ em, con nít, thiếu nhi, trẻ nhỏ, trẻ, bé, cháu",
      "học sinh, học trò",
      "mầm non, mẫu giáo, nhà trẻ, gửi trẻ",
      "trạm y tế, trạm xá, trạm",
      "khám bệnh, bác sĩ, chữa bệnh, khám chữa bệnh",
      "bệnh viện, nhà thương, nơi khám bệnh, chỗ khám bệnh",
      "hòa giải, phân giải, cãi nhau, mâu thuẫn, xích mích, tranh chấp",
      "tiếng ồn, ồn, ồn ào, karaoke, loa kéo, nhạc to, làm ồn",
      "hỏa hoạn, cháy, bắt lửa, chữa cháy, cứu hỏa, phòng cháy, cháy nhà",
      "nắng nóng, trời nóng, say nắng, nắng quá, nóng quá",
      "thể dục, dưỡng sinh, tập luyện",
      "mưa bão, bão, giông bão",
      "trợ cấp, tiền già, tiền trợ cấp",
      "bảo hiểm y tế, thẻ bảo hiểm, bhyt",
      "hiến máu, cho máu",
      "tiếp dân, tiếp công dân, gặp chủ tịch, gặp lãnh đạo",
      "bầu cử, đi bầu, bỏ phiếu, bầu, cử tri",
      "khiếu nại, kêu, than phiền, phản ánh, kiến nghị, khiếu kiện",
      "tố cáo, tố giác",
      "ma túy, nghiện, hút chích, cai nghiện",
      "việc làm, tuyển, tìm việc, xin việc, tuyển dụng, tuyển thợ",
      "thất nghiệp, mất việc",
      "nhập học, tuyển sinh, xin học, vào lớp",
      "lệ phí, phí, tiền phí",
      "thu phí, tiền rác, phí rác, đóng tiền rác",
      "đỗ xe, đậu xe, để xe, gửi xe, giữ xe",
      "hàng rong, bán rong, gánh hàng",
      "tai nạn, đụng xe, tông xe, va chạm",
      "ùn tắc, kẹt xe, tắc đường",
      "hộ nghèo, nhà nghèo, hoàn cảnh khó khăn",
      "khuyết tật, tàn tật",
      "trực tuyến, qua mạng, online, trên mạng",
      "mạng xã hội, facebook, zalo, phây búc, tiktok",
      "tin giả, đồn, tin đồn, tin thất thiệt",
      "màn hình, xem điện thoại, ti vi, tivi, máy tính bảng",
      "ngộ độc, nôn, tiêu chảy, đau bụng",
      "an toàn thực phẩm, ngộ độc",
      "quyên góp, ủng hộ, từ thiện",
      "cây xanh, cây đổ, chặt cây, tỉa cây, cắt tỉa",
      "đèn đường, chiếu sáng, đèn công cộng",
      "chính quyền địa phương hai cấp, bỏ quận, bỏ huyện, sáp nhập, hai cấp",
      "quá hạn, trễ hẹn, quá hẹn, chậm trả",
      "thủ tục hành chính, giấy tờ thủ tục, làm giấy tờ",
      "một cửa, hành chính công",
      "ủy ban, ubnd, lên phường, trụ sở",
      "ngân hàng, nhà băng",
      "tạm vắng, đi vắng",
      "nhà văn hóa, hội trường",
      "vệ sinh, quét dọn, dọn dẹp, tổng vệ sinh",
      "vứt, bỏ, đổ, quăng",
      "hỏng, hư, vỡ, bể",
      "bẩn, dơ",
      "mở cửa, đóng cửa, giờ mở cửa, giờ đóng cửa",
      "thuê, mướn",
      "lợn, heo",
      "ngõ, hẻm, ngách, kiệt",
      "tầng, lầu",
      "ô tô, xe hơi",
      "xe máy, xe gắn máy",
      "mũ bảo hiểm, nón bảo hiểm",
      "điều hòa, máy lạnh",
      "sạc, cắm sạc, sạc điện, cắm",
      "xe điện, xe đạp điện, xe máy điện",
      "mẹ, má",
      "bố, ba, cha",
      "xem, coi",
      "nhà vệ sinh, nhà cầu, toilet, wc",
    ],
  };
  const groups = {};
  window.bantin.meanings = { meant };

  // Notes with the words `also`: the phrases that mean the same, where no article holds what was typed, or where the query
  // `isQuestion` and they may stand in its place. `isInside`: the word is not the first one of its phrase.
  async function meant(index, words, isQuestion) {
    const found = matches(index, words).filter(({ at, phrase }) => isQuestion || isMissing(index, words.slice(at, at + phrase.roots.length)));
    if (!found.length) return words;
    const others = words.map(() => []);
    for (const { at, group, phrase } of found) {
      const its = group.filter((other) => other !== phrase);
      phrase.roots.forEach((_, own) => others[at + own].push(...its));
    }
    await index.load(others.flat().flatMap(({ roots }) => (roots.length === 1 ? roots : pairsOf(roots))));
    const starts = new Set(found.map(({ at }) => at));
    return words.map((word, at) => {
      return others[at].length ? { ...word, also: others[at].map(({ forms }) => forms), isInside: !starts.has(at) } : word;
    });
  }

  // Of the words the longest phrases, none of which shares a word with another: [{ at, phrase, group }, …].
  function matches(index, words) {
    const all = groupsOf(index.language).flatMap((group) => group.map((phrase) => ({ group, phrase })));
    const found = [];
    for (let at = 0; at < words.length; ) {
      const here = all.filter(({ phrase }) => isSaid(index, words.slice(at, at + phrase.roots.length), phrase));
      const longest = Math.max(1, ...here.map(({ phrase }) => phrase.roots.length));
      for (const one of here) if (one.phrase.roots.length === longest) found.push({ ...one, at });
      at += longest;
    }
    return found;
  }

  // With the marks that were typed, if articles hold these. Of a phrase that stands in no text also as it sounds: else
  // nearest.js knows it.
  function isSaid(index, words, { forms, roots, sounds }) {
    const isOpen = (word, at) => !word.isQuoted && !word.isWhole && (!at || word.follows);
    if (words.length < roots.length || !words.every((word, at) => isOpen(word, at) && sound(word.root) === sounds[at])) return false;
    const isHeld = (word) => word.isStrict && word.found.own.some(Boolean);
    const isSame = (word, at) => (isHeld(word) ? sameTone(word.form) === sameTone(forms[at]) : word.root === roots[at]);
    if (words.every(isSame)) return true;
    return words.length > 1 && isMissing(index, words) && pairsOf(roots).some((name) => !index.count(name).count);
  }

  function isMissing(index, words) {
    const roots = words.map((word) => word.root);
    return [...roots, ...pairsOf(roots)].some((name) => !index.count(name).count);
  }

  function pairsOf(roots) {
    return roots.slice(1).map((name, at) => roots[at] + "_" + name);
  }

  function groupsOf(language) {
    if (!groups[language]) groups[language] = (GROUPS[language] || []).map((line) => line.split(",").map((phrase) => phraseOf(phrase, language)));
    return groups[language];
  }

  function phraseOf(phrase, language) {
    const forms = exact(phrase);
    const roots = forms.map((form) => root(form, language));
    return { forms, roots, sounds: roots.map(sound) };
  }
})();
