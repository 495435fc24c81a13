// The second reader of identifying.json: the same verdicts as identifying.py, on the device, before anything is sent.
// findIdentifying(text, rules, {names, smallTeam}) → [{kind, rule, start, end, reason}], places in code points.
(function (scope) {
  "use strict";
  const UNKNOWN = "\x7f";
  const kept = (number) => number.toLowerCase().replace(/[^a-z0-9]/g, "");
  const modulo = (digits, by) => [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % by, 0);
  const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

  const CHECKS = {
    nir(number) {
      const all = kept(number), place = all.slice(5, 7);
      const body = all.slice(0, 5) + ({ "2a": "19", "2b": "18" }[place] || place) + all.slice(7, 13);
      return all.length === 15 && 97 - modulo(body, 97) === Number(all.slice(13));
    },
    be_nn(number) {
      const all = kept(number);
      return all.length === 11 && ["", "2"].some((born) => 97 - modulo(born + all.slice(0, 9), 97) === Number(all.slice(9)));
    },
    ean13(number) {
      const all = kept(number);
      return all.length === 13 && sum([...all].map((digit, at) => digit * (at % 2 ? 3 : 1))) % 10 === 0;
    },
    luhn(number) {
      const doubled = [...kept(number)].reverse().map((digit, at) => digit * (at % 2 ? 2 : 1));
      const total = sum(doubled.map((each) => Math.floor(each / 10) + (each % 10)));
      return total > 0 && total % 10 === 0;
    },
    iban(number) {
      const all = kept(number), turned = all.slice(4) + all.slice(0, 4);
      return all.length >= 15 && all.length <= 34 && modulo([...turned].map((each) => parseInt(each, 36)).join(""), 97) === 1;
    },
    ramq(number) {
      const all = kept(number), month = Number(all.slice(6, 8)), day = Number(all.slice(8, 10));
      const real = month > 50 ? month - 50 : month;
      return real >= 1 && real <= 12 && day >= 1 && day <= 31;
    },
  };

  function lettersOf(folds) {
    const letters = new Map();
    for (const [plain, several] of Object.entries(folds)) {
      for (const each of several) {
        const large = each.toUpperCase();
        if ([...large].length === 1 && !letters.has(large)) letters.set(large, plain.toUpperCase());
        letters.set(each, plain);
      }
    }
    return letters;
  }

  function fold(text, letters) {
    const plain = [], places = [];
    [...text].forEach((letter, place) => {
      if (letter >= "\u0300" && letter <= "\u036f") return;
      const isKnown = (letter >= " " && letter <= "~") || letter === "\n";
      const folded = isKnown ? letter : letters.get(letter) || UNKNOWN;
      plain.push(folded);
      for (const _ of folded) places.push(place);
    });
    return { plain: plain.join(""), lower: plain.join("").toLowerCase(), places };
  }

  const byLength = (one, other) => other.length - one.length || (one < other ? -1 : one > other ? 1 : 0);

  function filled(pattern, lists, lower) {
    return pattern.replace(/\{([a-z]+)\}/g, (_, name) => {
      const words = new Set(lists[name].map((word) => (lower ? word.toLowerCase() : word)));
      const safe = [...words].sort(byLength).map((word) => word.replace(/[^A-Za-z0-9 '-]/g, "\\$&"));
      return `(?:${safe.join("|")})`;
    });
  }

  function compiled(document, names, letters) {
    const own = names.map((name) => fold(name.trim(), letters).lower).filter(Boolean);
    const lists = { ...document.lists, own };
    const has = (rule) => [...rule.pattern.matchAll(/\{([a-z]+)\}/g)].every((found) => lists[found[1]].length);
    const regex = (rule, part, flags) => rule[part] && new RegExp(filled(rule[part], lists, true), flags);
    return document.rules.filter(has).map((rule) => ({
      rule,
      pattern: new RegExp(filled(rule.pattern, lists, rule.on === "low"), "g"),
      then: regex(rule, "then", "y"),
      before: regex(rule, "before", ""),
      unless: regex(rule, "unless_before", ""),
    }));
  }

  function* passages(each, folded, lookBack) {
    const text = each.rule.on === "low" ? folded.lower : folded.plain;
    each.pattern.lastIndex = 0;
    for (let match; (match = each.pattern.exec(text)); ) {
      const start = match.index, before = folded.lower.slice(Math.max(0, start - lookBack), start);
      let end = start + match[0].length;
      each.pattern.lastIndex = start + 1;
      if (each.before && !each.before.test(before)) continue;
      if (each.unless && each.unless.test(before)) continue;
      if (each.rule.check && !CHECKS[each.rule.check](match[0])) continue;
      if (each.then) {
        each.then.lastIndex = end;
        const longer = each.then.exec(folded.plain);
        end += longer ? longer[0].length : 0;
      }
      each.pattern.lastIndex = end;
      yield [start, end];
    }
  }

  scope.findIdentifying = function (text, document, { names = [], smallTeam = true } = {}) {
    const letters = lettersOf(document.folds), folded = fold(text, letters), length = [...text].length;
    const taken = new Uint8Array(length), found = [];
    for (const each of compiled(document, names, letters)) {
      if (each.rule.only === "small_team" && !smallTeam) continue;
      for (const [from, to] of passages(each, folded, document.look_back)) {
        const start = folded.places[from], end = to < folded.places.length ? folded.places[to] : length;
        const { kind, id, reason } = each.rule;
        if (taken.subarray(start, end).some(Boolean)) continue;
        taken.fill(1, start, end);
        found.push({ kind, rule: id, start, end, reason });
      }
    }
    return found.sort((one, other) => one.start - other.start);
  };
})(globalThis);
