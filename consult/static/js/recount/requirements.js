// @ts-check
/** Requirements and outcomes, in whole numbers (docs/package.md, 6). */

/** @typedef {import("./roll.js").Weight} Weight */
/** @typedef {{electorate: Weight, participating: Weight, expressed: Weight, agree: Weight, oppose: Weight}} Side */

/**
 * The smallest number that is enough; for a ceiling the largest that is not too many.
 * @param {any} requirement
 * @param {number} whole
 */
export function needed(requirement, whole) {
  const [p, q] = requirement.share.split("/").map(BigInt);
  const product = BigInt(whole) * p;
  const least = Number(product / q);
  const isExact = product % q === BigInt(0);
  if (requirement.ceiling) return requirement.strict && isExact ? Math.max(0, least - 1) : least;
  if (requirement.strict) return least + 1;
  return Math.max(1, isExact ? least : least + 1);
}

/** @param {any} requirement @param {number} numerator @param {number} whole */
function isMet(requirement, numerator, whole) {
  const edge = needed(requirement, whole);
  return requirement.ceiling ? numerator <= edge : numerator >= edge;
}

/**
 * How many more would have to come; null where no number is enough. Once met it stays met as more come.
 * @param {any} requirement
 * @param {number} numerator
 * @param {number} whole
 * @param {number} most
 */
function missingFromNew(requirement, numerator, whole, most) {
  const grows = requirement.of === "electorate" ? 0 : 1;
  const joins = requirement.ceiling ? 0 : 1;
  const met = (/** @type {number} */ more) => isMet(requirement, numerator + joins * more, whole + grows * more);
  if (!met(most)) return null;
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (met(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * What became of one requirement.
 * @param {any} requirement
 * @param {"participation" | "approval"} stage
 * @param {Side} side
 * @param {number} form of the result: 1 or 2
 */
function finding(requirement, stage, side, form) {
  const measure = /** @type {"heads" | "area"} */ (requirement.measure);
  const of = /** @type {"electorate"} */ (requirement.of);
  const subject = /** @type {"agree"} */ (requirement.subject || "agree");
  const whole = side[of][measure];
  const numerator = (stage === "participation" ? side.participating : side[subject])[measure];
  const edge = needed(requirement, whole);
  const met = isMet(requirement, numerator, whole);
  const remaining = side.electorate[measure] - side.participating[measure];
  const endless = (numerator + whole + 2) * (Number(requirement.share.split("/")[1]) + 1);
  return {
    ...requirement,
    stage,
    numerator,
    denominator: whole,
    needed: edge,
    met,
    missing: met ? 0 : Math.abs(edge - numerator),
    missing_from_new: met ? 0 : missingFromNew(requirement, numerator, whole, form === 2 ? remaining : endless),
    ...(form === 2 ? { remaining } : {}),
  };
}

/**
 * Outcome and requirements of one proposal, plan or row.
 * @param {any} rule
 * @param {Side} side
 * @param {number} form
 */
export function judged(rule, side, form) {
  const participation = rule.participation.map((/** @type {any} */ one) => finding(one, "participation", side, form));
  const approval = rule.approval.map((/** @type {any} */ one) => finding(one, "approval", side, form));
  return { outcome: outcome(participation, approval, side, form), requirements: [...participation, ...approval] };
}

/** @param {any[]} participation @param {any[]} approval @param {Side} side @param {number} form */
function outcome(participation, approval, side, form) {
  if (!participation.length && !approval.length) return "figures";
  if (!side.participating.heads || !participation.every((one) => one.met)) return "inquorate";
  if (!approval.length && form === 2) return "figures";
  return approval.every((one) => one.met) ? "passed" : "rejected";
}

/** The one word over several plans. @param {string[]} outcomes */
export function overPlans(outcomes) {
  return ["figures", "passed", "rejected", "inquorate"].find((word) => outcomes.includes(word));
}

