// A query → its words: what each is found by, which must be there and which only talk. For the scripts that follow:
// bantin.query.
(function () {
  "use strict";
  const { expressions, keyboard } = window.bantin;
  const { fold, exact, exactOf, root, split } = window.bantin.words;
  const MOST_WORDS = 24;
  // Words of talk count for nothing in a query of so many words, in English of fewer; phrases of talk in any.
  const LONG = 4;
  const SHORT = 2;
  const PHRASES = {
    vi:
      "cho em hỏi|cho tôi hỏi|cho mình hỏi|cho con hỏi|cho cháu hỏi|cho bác hỏi|cho hỏi|xin hỏi|xin cho biết|em muốn hỏi|" +
      "tôi muốn hỏi|muốn hỏi|làm ơn|mọi người|anh chị|bà con|như thế nào|thế nào|làm thế nào|làm sao|ra sao|ở đâu|chỗ nào|" +
      "nơi nào|khi nào|lúc nào|hôm nào|ngày nào|bao giờ|mấy giờ|bao nhiêu|bao lâu|là gì|những gì|cái gì|gì ạ|vì sao|tại sao|" +
      "có phải|có được|được không|phải không|hay không|năm nay|bây giờ|hiện nay|đăng ngày|ngày đăng|thông tin về|có ai biết|" +
      "ai biết|cho biết|như nào|kiểu gì|ra làm sao|phải làm sao|cần gì|cần những gì|bao nhiêu tiền|bao tiền|hết bao nhiêu|" +
      "mất bao lâu|trong bao lâu|được ko|đúng không|không ạ|với ạ|nhà em|nhà tôi|nhà mình|bên mình|phường mình|phường ta|" +
      "phường em|phường tôi|khu mình|tổ mình|chỗ mình",
    en:
      "how do i|how can i|how to|how much|how many|how long|what is|what are|what should i|where is|where can i|where do i|" +
      "when is|when does|what time|who is|can you tell me|could you tell me|tell me about|i want to|i would like to|i need to|" +
      "do i need|do i have to|am i allowed to|is it possible|is there|are there|information about|news about",
  };
  const PARTICLES = { vi: "ạ nhé nhỉ ơi vậy à hả nha thưa dạ ntn", en: "please" };
  const TALK = {
    vi:
      "em tôi mình bác cháu cô chú anh chị con ai gì nào đâu sao mấy thì là mà của và hay hoặc được bị phải cần muốn để cho " +
      "với ở tại về từ đến như nếu các những này đó kia ấy thế nữa rồi chưa không có xin giúp biết nên vào ra đi lên mang " +
      "năm nay bằng theo khi do đúng tin mùng mồng ngày tháng bài hôm lại mới đang sẽ bị thấy nói xem hỏi mong ko k hok đc dc vs " +
      "bn mn ad e a c b m t",
    en:
      "a an the of to in on at for by with and or is are was were be been being am do does did done i my me you your we us our he " +
      "she his her they them their it its this that these those here there what how why where when which who whom can could " +
      "should would may might must will shall need want get got have has had if as from into about than then so too also any " +
      "some all no not s t",
  };
  // Words that say little of what a question is about: they count less than the others.
  const LITTLE = {
    vi:
      "làm người nhà ngày giờ tiền lần việc cái chiếc chỗ nơi phường bên trước sau trên dưới trong ngoài giữa cạnh gần quá rất " +
      "lắm hơn nhất đầu tiên cuối cùng hết xong luôn liền ngay lấy nhận cứ vẫn còn cũng đều chỉ nhiều ít mới cũ to lớn nhỏ nặng " +
      "nhẹ đúng sai gọi báo nhờ bảo kêu trả đưa cầm giữ chạy ra bắt dùng thật nguy hiểm chú ý xử lý cách kiểu loại thông thường " +
      "vợ chồng bố mẹ má ba ông bà cụ ta họ sáng trưa chiều tối đêm nửa tuần hôm thứ hai một đi đến về bỏ thay đổi lỡ tự tận cả " +
      "mọi mỗi từng khoảng tầm hàng xóm tháng sắp chung khác nhau tránh bớt khỏi nên phố đường ghi bán giấy tờ bạn thằng đứa nó " +
      "tụi bọn chúng tui bé dì thím mợ cậu ai vừa hồi dạo bữa mai khuya suốt mãi thỉnh thoảng lâu sớm muộn nhanh chậm mau ngoái " +
      "tới xưa qua sang xuống đứng ngồi nằm dậy nghe nhìn nghĩ tưởng tính định dám chịu thích sợ lo cố thử gặp kể rủ dắt chở mua " +
      "đem xách đặt cất quên nhớ tìm kiếm chơi khóc cười bật tắt tốt xấu đẹp dễ khó dài ngắn cao thấp rộng đầy vài đôi riêng " +
      "toàn càng nhưng vì nếu dù mà thôi chẳng chả đừng hẳn hơi khá cực chắc lẽ đành bởi tuy kẻo ngờ đấy đâu chớ chứ nè cơ ghê " +
      "dạ vâng giùm giúp hộ nhen hen chuyện vụ điều phía đằng góc kia thế",
    en: "people person man woman time day year thing way place house home new old big small first last next before after make take give use",
  };
  const NUMBER = ["số", "so", "no"];
  // Behind a number: its money, its unit. However they are written, the number is what counts.
  const UNITS = new Set(
    ("đ đồng dong vnđ vnd kg ki kí lô lo ký cân can m mét met km cm mm ha l lít lit ml tấn tan tạ phần phan trăm tram phút phut p " +
      "giờ gio giây giay percent litres litre liters metres metre minutes hours").split(" "),
  );
  // Before a date or a year, and all that a query says of it.
  const DAYS = new Set(
    "ngày ngay tháng thang năm nam mùng mung mồng mong hôm hom tin bài bai đăng dang từ tu đến den trong vào vao lúc luc news in on of".split(" "),
  );
  window.bantin.query = { parse, settle, rootsOf };

  // isStrict: typed with marks, so that words with these marks come first. isQuoted: it must stand in the text, and
  // beside the word that it follows. isTalk: it may be missing. `names`: what else the whole may be found by; `undone`:
  // what it means if a keyboard left something in it.
  function parse(text, language) {
    const words = [];
    text.split(/["“”„«»]/).forEach((piece, at) => {
      const isQuoted = at % 2 === 1;
      const composed = piece.normalize("NFC");
      for (const word of isQuoted ? pieces(composed, language) : grouped(composed, language)) words.push({ ...word, isQuoted });
    });
    const some = words.slice(0, MOST_WORDS);
    for (const word of talk(some, language)) word.isTalk = true;
    if (some.every((word) => word.isTalk)) for (const word of some) word.isTalk = false;
    if (some.some((word) => word.isTalk)) weighLess(some, language);
    return some;
  }

  function weighLess(words, language) {
    const forms = new Set(exact(LITTLE[language] || ""));
    const bare = words.some((word) => word.isStrict) ? forms : new Set([...forms].map(fold));
    for (const word of words) word.isLittle = !word.isQuoted && bare.has(word.form);
  }

  // All roots that are asked for before it is settled which of them a word is found by.
  function rootsOf(words) {
    return words.flatMap((word) => [
      ...(word.names || []),
      ...(word.parts || [word]).map((part) => part.root),
      ...(word.undone ? [word.undone.root] : []),
    ]);
  }

  // The words once it is known what articles hold: a number or a date is one word if any does, else its parts are; what a
  // keyboard left is undone where none holds the word as it was typed.
  function settle(words, index) {
    const isThere = (name) => index.count(name).count > 0;
    const asTyped = (word) => isThere((word.parts || [word]).map((part) => part.root).join("_"));
    const isLeft = words.some((word) => word.undone && !asTyped(word) && isThere(word.undone.root));
    return words.flatMap((word) => {
      if (word.names) {
        const name = word.names.find(isThere);
        return name ? [{ ...word, form: name, root: name, follows: false, isWhole: true }] : word.parts;
      }
      if (!word.undone || (!word.parts && index.abbreviations.some(([short]) => short === word.root))) return [word];
      // Where a keyboard left something in one word, it did in the others.
      if ((asTyped(word) && !isLeft) || !isThere(word.undone.root)) return word.parts || [word];
      return [{ ...word, ...word.undone, parts: undefined, isUndone: true, typed: word.form }];
    });
  }

  // The words of a text, with numbers, dates and the like in one.
  function grouped(text, language) {
    const found = [];
    let at = 0;
    const wholes = expressions(text, language).sort((one, other) => one.start - other.start);
    for (const { start, stop, names } of wholes) {
      if (start < at) continue;
      found.push(...pieces(text.slice(at, start), language, at > 0));
      const written = text.slice(start, stop);
      const parts = pieces(written, language, found.length > 0);
      found.push({ written, form: names[0], root: names[0], names, parts, follows: false });
      at = stop;
    }
    found.push(...pieces(text.slice(at), language, at > 0));
    return found;
  }

  function pieces(text, language, isBehind = false) {
    const found = [];
    for (const chunk of text.split(/\s+/)) {
      const words = split(chunk)
        .filter(([, form]) => form)
        .map(([written, form]) => wordOf(written, form, language));
      words.forEach((word, index) => (word.follows = isBehind || found.length > 0 || index > 0));
      const undone = language === "vi" ? keyboard.undo(chunk.replace(/[^\p{L}\p{N}]/gu, "")) : "";
      const marks = undone && { ...wordOf(undone, exact(undone).join(""), language) };
      if (marks && words.length === 1) found.push({ ...words[0], undone: marks });
      else if (marks && words.length) {
        found.push({ ...words[0], written: chunk, form: fold(chunk), root: words[0].root, parts: words, undone: marks });
      } else found.push(...words);
    }
    return found;
  }

  function wordOf(written, form, language) {
    return { written, form, root: root(form, language), isStrict: fold(form) !== form };
  }

  // The words that say nothing about what is looked for.
  function talk(words, language) {
    const isMarked = words.some((word) => word.isStrict);
    const same = (word, form) => word && !word.isQuoted && (word.form === form || (!word.isStrict && word.form === fold(form)));
    const found = new Set();
    for (const forms of exactOf((PHRASES[language] || "").split("|")).filter((forms) => forms.length)) {
      words.forEach((_, at) => {
        const its = words.slice(at, at + forms.length);
        if (its.length < words.length && forms.every((form, index) => same(its[index], form))) its.forEach((word) => found.add(word));
      });
    }
    const isLong = words.length >= (language === "en" ? SHORT : LONG);
    const singles = (PARTICLES[language] || "") + " " + (isLong ? TALK[language] || "" : "");
    const forms = new Set(exact(singles));
    const bare = new Set(isMarked || words.length > LONG ? [...forms].map(fold) : []);
    words.forEach((word, at) => {
      if (word.isQuoted || word.names) return;
      if (forms.has(word.form) || (!isMarked && bare.has(word.form))) found.add(word);
      const isNumber = at + 1 < words.length && /^\d/.test(words[at + 1].form) && NUMBER.includes(word.form);
      if (isNumber || isUnit(words, at) || isOfDate(words, at)) found.add(word);
    });
    return found;
  }

  function isUnit(words, at) {
    const before = words.slice(0, at).reverse().find((word) => !UNITS.has(word.form));
    return UNITS.has(words[at].form) && Boolean(before) && (Boolean(before.names) || /^\d+$/.test(before.form));
  }

  function isOfDate(words, at) {
    const after = words.slice(at).find((word) => !DAYS.has(word.form));
    return DAYS.has(words[at].form) && Boolean(after) && (isDate(after) || /^(?:19|20)\d\d$/.test(after.form));
  }

  function isDate({ names }) {
    return Boolean(names) && names[0].includes("/");
  }
})();
