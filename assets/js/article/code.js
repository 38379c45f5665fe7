// bantin.code(text): the QR code of a text, as rows of 0 and 1, or null if it is too long. ISO/IEC 18004: bytes, error
// correction M, versions 1 to 15 (up to 412 bytes).
(function () {
  "use strict";
  // Of each version: check bytes in a block, and blocks.
  const CHECKS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24];
  const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10];
  const MASKS = [
    (x, y) => (x + y) % 2,
    (x, y) => y % 2,
    (x) => x % 3,
    (x, y) => (x + y) % 3,
    (x, y) => ((x / 3 | 0) + (y / 2 | 0)) % 2,
    (x, y) => (x * y) % 2 + (x * y) % 3,
    (x, y) => ((x * y) % 2 + (x * y) % 3) % 2,
    (x, y) => ((x + y) % 2 + (x * y) % 3) % 2,
  ];
  // Powers of 2 in the field of 256 elements, and their logarithms.
  const POWERS = [], LOGARITHMS = [];
  for (let at = 0, value = 1; at < 255; at += 1) {
    POWERS[at] = value;
    LOGARITHMS[value] = at;
    value = value * 2 ^ (value > 127 ? 0x11d : 0);
  }
  window.bantin = window.bantin || {};

  window.bantin.code = function (text) {
    const bytes = new TextEncoder().encode(text);
    for (let version = 1; version <= BLOCKS.length; version += 1) {
      const { rows, free } = patterns(version);
      const room = (free.length >> 3) - CHECKS[version - 1] * BLOCKS[version - 1];
      if (bytes.length + (version > 9 ? 3 : 2) > room) continue;
      place(rows, free, interleaved(framed(bytes, version, room), version));
      return best(rows, free);
    }
    return null;
  };

  // What every code of a version has, and the places left for data, in the order in which they are filled.
  function patterns(version) {
    const size = 17 + 4 * version;
    const rows = Array.from({ length: size }, () => Array(size).fill(null));
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(rows, x, y, 4, [0, 1, 0, 1, 1]);
    const centres = alignments(version, size);
    for (const x of centres) for (const y of centres) if (rows[y][x] === null) square(rows, x, y, 2, [1, 0, 1]);
    for (let at = 8; at < size - 8; at += 1) rows[6][at] = rows[at][6] = 1 - at % 2;
    note(rows, 0);
    if (version > 6) {
      const told = checked(version, 12, 0x1f25);
      for (let at = 0; at < 18; at += 1) {
        const x = at / 3 | 0, y = size - 11 + at % 3;
        rows[x][y] = rows[y][x] = told >> at & 1;
      }
    }
    const free = [];
    for (let right = size - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
      if (right === 6) right = 5;
      for (let at = 0; at < size; at += 1) {
        const y = up ? size - 1 - at : at;
        for (const x of [right, right - 1]) if (rows[y][x] === null) free.push([x, y]);
      }
    }
    return { rows, free };
  }

  // Rings around a centre, the outermost first, as far as they lie inside.
  function square(rows, x, y, reach, rings) {
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        const row = rows[y + dy];
        if (row && row[x + dx] !== undefined) row[x + dx] = rings[reach - Math.max(Math.abs(dx), Math.abs(dy))];
      }
    }
  }

  function alignments(version, size) {
    if (version === 1) return [];
    const gaps = 1 + (version / 7 | 0);
    const step = 2 * Math.ceil((size - 13) / gaps / 2);
    return [6, ...Array.from({ length: gaps }, (_, at) => size - 7 - step * at)];
  }

  // `value` followed by its remainder in a code of `length` check bits.
  function checked(value, length, divisor) {
    let rest = value << length;
    for (let at = 31 - Math.clz32(rest); at >= length; at -= 1) if (rest >> at & 1) rest ^= divisor << at - length;
    return value << length | rest;
  }

  // Writes level M and the mask beside the corners, twice.
  function note(rows, mask) {
    const size = rows.length;
    const told = checked(mask, 10, 0x537) ^ 0x5412;
    for (let at = 0; at < 15; at += 1) {
      const bit = told >> at & 1;
      rows[at < 6 ? at : at < 8 ? at + 1 : size - 15 + at][8] = bit;
      rows[8][at < 8 ? size - 1 - at : at < 9 ? 7 : 14 - at] = bit;
    }
    rows[size - 8][8] = 1;
  }

  // Kind, length, the bytes, and filling.
  function framed(bytes, version, room) {
    const nibbles = [4];
    for (let shift = version > 9 ? 12 : 4; shift >= 0; shift -= 4) nibbles.push(bytes.length >> shift & 15);
    for (const byte of bytes) nibbles.push(byte >> 4, byte & 15);
    nibbles.push(0);
    const framed = [];
    for (let at = 0; at < nibbles.length; at += 2) framed.push(nibbles[at] << 4 | nibbles[at + 1]);
    for (let filling = 0xec; framed.length < room; filling ^= 0xfd) framed.push(filling);
    return framed;
  }

  // Cut into blocks, the longer ones last; a byte of each in turn, then a check byte of each in turn.
  function interleaved(bytes, version) {
    const count = BLOCKS[version - 1];
    const short = bytes.length / count | 0;
    const blocks = [];
    for (let at = 0, start = 0; at < count; at += 1) {
      const end = start + short + (at >= count - bytes.length % count ? 1 : 0);
      blocks.push(bytes.slice(start, end));
      start = end;
    }
    const divisor = generator(CHECKS[version - 1]);
    const checks = blocks.map((block) => remainder(block, divisor));
    return [...inTurn(blocks), ...inTurn(checks)];
  }

  function inTurn(blocks) {
    const found = [];
    const longest = blocks[blocks.length - 1].length;
    for (let at = 0; at < longest; at += 1) for (const block of blocks) if (at < block.length) found.push(block[at]);
    return found;
  }

  function times(a, b) {
    return a && b ? POWERS[(LOGARITHMS[a] + LOGARITHMS[b]) % 255] : 0;
  }

  // The product of (x - 2^i) for the first `degree` powers; without its leading 1.
  function generator(degree) {
    let product = [1];
    for (let at = 0; at < degree; at += 1) {
      const next = [...product, 0];
      product.forEach((each, place) => (next[place + 1] ^= times(each, POWERS[at])));
      product = next;
    }
    return product.slice(1);
  }

  function remainder(bytes, divisor) {
    const rest = divisor.map(() => 0);
    for (const byte of bytes) {
      const factor = byte ^ rest.shift();
      rest.push(0);
      divisor.forEach((each, at) => (rest[at] ^= times(each, factor)));
    }
    return rest;
  }

  function place(rows, free, bytes) {
    free.forEach(([x, y], at) => (rows[y][x] = (bytes[at >> 3] || 0) >> 7 - at % 8 & 1));
  }

  // With the mask under which it is read most easily.
  function best(rows, free) {
    const masked = MASKS.map((mask, number) => {
      const copy = rows.map((row) => row.slice());
      for (const [x, y] of free) if (!mask(x, y)) copy[y][x] ^= 1;
      note(copy, number);
      return { copy, marks: marks(copy) };
    });
    return masked.reduce((a, b) => (b.marks < a.marks ? b : a)).copy;
  }

  // What makes a code hard to read: long lines, blocks, what looks like a corner, too much of one colour.
  function marks(rows) {
    const lines = [...rows, ...rows.map((_, x) => rows.map((row) => row[x]))].map((line) => line.join(""));
    let sum = 0, dark = 0;
    for (const line of lines) {
      for (const run of line.match(/0{5,}|1{5,}/g) || []) sum += run.length - 2;
      for (const corner of ["10111010000", "00001011101"]) {
        for (let at = line.indexOf(corner); at >= 0; at = line.indexOf(corner, at + 1)) sum += 40;
      }
    }
    rows.forEach((row, y) => row.forEach((each, x) => {
      dark += each;
      if (x && y && each === row[x - 1] && each === rows[y - 1][x] && each === rows[y - 1][x - 1]) sum += 3;
    }));
    return sum + 10 * Math.floor(Math.abs(dark / rows.length ** 2 - 0.5) * 20);
  }
})();
