// Which paragraphs of an original each paragraph of its translation belongs to: by what translating leaves as it is
// (headings, pictures, tables, lists, numbers, links), and by length. Two may have become one, or one two.
const GAP = 1.5;
const MERGED = 0.7;
const LENGTH = 1.5;
const MOST = 3;
const ASTRAY = 40;
const FAR = { cost: Infinity, back: null };
const KINDS = [["heading", /^#{1,6}\s/], ["picture", /^!\[/], ["table", /^\|/], ["list", /^([-*+]|\d+[.)])\s/], ["quote", /^>/]];

// Gives for each paragraph of the translation [first, behind the last] of the original's. `inHand` is the number of the
// one that is being written, which may be half of what it will be. What is not translated yet stands at the end. No
// paragraph is looked for further away than ASTRAY from where it would stand if none were joined, split or left out.
export function aligned(original, translation, inHand = -1) {
  const from = groups(original);
  const to = groups(translation);
  const astray = ASTRAY + Math.abs(original.length - translation.length);
  const best = [[{ cost: 0, back: null }]];
  for (let i = 0; i <= original.length; i += 1) {
    best[i] ??= [];
    for (let j = 0; j <= translation.length; j += 1) {
      if (i || j) best[i][j] = Math.abs(i - j) > astray ? FAR : cheapest(best, from, to, i, j, inHand);
    }
  }
  const ends = original.map((_, i) => i + 1).concat(0);
  let i = ends.reduce((one, other) => best[other][translation.length].cost < best[one][translation.length].cost ? other : one, original.length);
  let j = translation.length;
  const found = [];
  while (i || j) {
    const [before, above] = best[i][j].back;
    for (let at = above; at < j; at += 1) found[at] = [before, i];
    [i, j] = [before, above];
  }
  return found;
}

function cheapest(best, from, to, i, j, inHand) {
  const ways = [];
  if (i) ways.push({ cost: best[i - 1][j].cost + GAP, back: [i - 1, j] });
  if (j) ways.push({ cost: best[i][j - 1].cost + GAP, back: [i, j - 1] });
  for (let many = 1; many <= MOST; many += 1) {
    for (const [a, b] of many === 1 ? [[1, 1]] : [[many, 1], [1, many]]) {
      if (a > i || b > j) continue;
      const isHalf = b === 1 && inHand === j - 1;
      const unlike = distance(from[i - a][a - 1], to[j - b][b - 1], isHalf);
      ways.push({ cost: best[i - a][j - b].cost + unlike + MERGED * (many - 1), back: [i - a, j - b] });
    }
  }
  return ways.reduce((one, other) => other.cost < one.cost ? other : one);
}

// From each paragraph on: it alone, with the next, with the next two.
function groups(paragraphs) {
  return paragraphs.map((_, at) => {
    const upTo = Math.min(MOST, paragraphs.length - at);
    return Array.from({ length: upTo }, (__, more) => anchors(paragraphs.slice(at, at + more + 1)));
  });
}

function anchors(texts) {
  const whole = texts.join("\n");
  const targets = [...whole.matchAll(/\]\(([^)\s]+)/g)].map((match) => match[1].replace(/(\.[a-z]{2})?\.md\b/, ""));
  const words = whole.replace(/\]\([^)]*\)/g, "]");
  const numbers = [...words.matchAll(/\d+(?:[.,]\d+)*/g)].map((match) => match[0].replace(/[.,]/g, "").replace(/^0+(?=\d)/, ""));
  const kinds = new Set(texts.map((text) => (KINDS.find(([, shape]) => shape.test(text)) || ["text"])[0]));
  return { whole, length: words.length, kinds, targets: new Set(targets), numbers: new Set(numbers) };
}

// Of a paragraph that is half done only what is there counts.
function distance(one, other, isHalf) {
  if (one.whole === other.whole) return 0;
  const expected = (name) => isHalf ? new Set([...one[name]].filter((each) => other[name].has(each))) : one[name];
  const shorter = LENGTH * Math.log((one.length + 20) / (other.length + 20));
  const length = isHalf && shorter > 0 ? 0 : Math.min(GAP, Math.abs(shorter));
  const unlike = (name) => apart(expected(name), other[name]);
  return length + 4 * apart(one.kinds, other.kinds) + 3 * unlike("targets") + 2 * unlike("numbers");
}

// 0 for the same, 1 for nothing in common.
function apart(one, other) {
  const all = new Set([...one, ...other]);
  return all.size ? 1 - [...one].filter((each) => other.has(each)).length / all.size : 0;
}
