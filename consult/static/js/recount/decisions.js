// @ts-check
/** RESOLVE, CONTEST, ANNUL, CORRECT: what becomes of a recorded ballot (docs/package.md, 3). */
import { isHex, isSalted, sealed } from "./canonical.js";
import { needAt } from "./faulty.js";
import { checkAnswers } from "./questions.js";

/** @typedef {import("./state.js").Book} Book */
/** @typedef {import("./chain.js").Line} Line */

/**
 * Either kind of decision.
 * @param {Book} book
 * @param {Line} line
 */
export function resolve(book, line) {
  if ("contest" in line.payload) decideContest(book, line);
  else settle(book, line);
}

/** How a conflict between two ballots was settled. @param {Book} book @param {Line} line */
function settle(book, line) {
  const said = line.payload;
  needAt(line, !book.close, "写在关闭以后。", "it stands behind CLOSE.");
  needAt(line, ["first-stands", "second-counts", "neither-counts"].includes(said.decision), "决定不认识。", "the decision is unknown.");
  needAt(line, !("evidence" in said) || isHex(said.evidence), "照片的指纹不对。", "its photo has no fingerprint.");
  between(book, line, said.decision);
  const stands = !book.upheld.has(book.holding(said.elector));
  needAt(line, stands, "让一张已经认定有误的票又计了票。", "it lets stand what an upheld contest took out.");
  book.stirred.set(said.elector, line.seq);
}

/**
 * Between which two ballots, and what the second one says.
 * @param {Book} book
 * @param {Line} line
 * @param {string} decision
 */
function between(book, line, decision) {
  const said = line.payload;
  const doubles = book.doubles.get(said.elector) || [];
  const fits = said.counted !== undefined && book.ballot.get(said.elector) === said.counted && doubles.includes(said.duplicate);
  needAt(line, fits, "说的不是这一户的两张票。", "it is not about two ballots of its elector.");
  const isSecond = decision === "second-counts";
  needAt(line, "answers" in said === isSecond, "少了第二张票的内容，或者多了。", "answers are missing, or needless.");
  if (isSecond) {
    const double = book.payload(said.duplicate);
    needAt(line, "opening" in said === "answers" in double, "少了开启值，或者多了。", "an opening is missing, or needless.");
    const opens = !("opening" in said) || sealed(said.opening, said.answers) === double.answers;
    needAt(line, opens, "和第二张票当时封存的内容不一样。", "it is not what the second ballot had sealed.");
    checkAnswers(line, book.questions, said.answers, double.channel === "paper");
    book.told.set(said.duplicate, said.answers);
  } else {
    needAt(line, !("opening" in said), "多了开启值。", "the opening is needless.");
  }
  book.settled.set(said.elector, { seq: line.seq, decision, duplicate: said.duplicate });
}

/** The lines that a contest of this elector may name now. @param {Book} book @param {number} elector */
function heldBy(book, elector) {
  const holding = book.holding(elector);
  const found = holding ? [holding] : [];
  if (!holding) {
    for (const sheet of book.sheets.values()) if (sheet.line.payload.elector === elector && !sheet.agreed) found.push(sheet.line.seq);
  }
  const invalid = book.invalid.get(elector);
  if (invalid && !book.excused.has(elector)) found.push(invalid.seq);
  return found;
}

/**
 * CONTEST: a household says that what holds for it was not its own.
 * @param {Book} book
 * @param {Line} line
 */
export function contest(book, line) {
  const { elector, ballot } = line.payload;
  needAt(line, heldBy(book, elector).includes(ballot), "它说的那一行现在不算数。", "what it names does not hold.");
  const before = book.contested.get(ballot) || [];
  const isNew = before.every((seq) => {
    const decided = book.decided.get(seq);
    return decided === "withdrawn" || (decided !== undefined && (book.stirred.get(elector) || 0) > seq);
  });
  needAt(line, isNew, "已经为它提出过异议。", "this was contested before.");
  book.contests.set(line.seq, line);
  book.contested.set(ballot, [...before, line.seq]);
}

/** How a contest was decided, and what counts now. @param {Book} book @param {Line} line */
function decideContest(book, line) {
  const said = line.payload;
  const asked = book.contests.get(said.contest);
  needAt(line, asked && !book.decided.has(said.contest), "没有等着决定的这条异议。", "there is no such contest open.");
  if (!asked) return;
  const { elector, ballot } = asked.payload;
  needAt(line, elector === said.elector && ballot === said.ballot, "和异议说的不是同一张票。", "it is about another ballot than the contest.");
  needAt(line, ["upheld", "dismissed", "withdrawn"].includes(said.decision), "决定不认识。", "the decision is unknown.");
  needAt(line, isSalted(said.reason), "理由没有封存。", "its reason is not sealed.");
  book.decided.set(said.contest, said.decision);
  const isUpheld = said.decision === "upheld";
  const ofInvalid = book.lines[ballot - 1].type === "INVALID";
  needAt(line, (said.invalid === true) === (isUpheld && ofInvalid) && [undefined, true].includes(said.invalid), "是不是废票，说法不一。", "of an invalid sheet, or not?");
  const more = ["instead", "counted", "duplicate", "answers", "opening"].filter((name) => name in said);
  needAt(line, isUpheld || !more.length, "异议不成立，却换了票。", "not upheld, yet something is put in place.");
  if (isUpheld) uphold(book, line, ofInvalid);
}

/** @param {Book} book @param {Line} line @param {boolean} ofInvalid */
function uphold(book, line, ofInvalid) {
  const said = line.payload;
  const held = book.holding(said.elector) === said.ballot;
  book.upheld.set(said.ballot, line.seq);
  if (ofInvalid) {
    book.excused.add(said.elector);
    book.stale = true;
  } else if ("instead" in said) {
    needAt(line, held, "它去掉的票本来就不算数。", "what it takes out did not hold.");
    putInstead(book, line);
  } else {
    needAt(line, !("answers" in said) && !("opening" in said), "多了第二张票的内容。", "answers are needless.");
  }
}

/** The ballot that counts now. @param {Book} book @param {Line} line */
function putInstead(book, line) {
  const said = line.payload;
  const first = book.ballot.get(said.elector) || 0;
  const own = (book.doubles.get(said.elector) || []).filter((seq) => book.payload(seq).channel === "web");
  const now = [first, ...own].find((seq) => seq && !book.upheld.has(seq));
  const isFirst = now === first;
  const fits = now && said.instead === (isFirst ? "first-stands" : "second-counts") && (isFirst || said.duplicate === now);
  needAt(line, fits, "换上的不是该换的那一张。", "another ballot is next.");
  between(book, line, said.instead);
  book.stirred.set(said.elector, line.seq);
  book.amended.annulled++;
  book.stale = true;
}

/**
 * ANNUL: a ballot that counts no longer.
 * @param {Book} book
 * @param {Line} line
 */
export function annul(book, line) {
  const said = line.payload;
  needAt(line, book.ballot.get(said.elector) === said.ballot, "这张票本来就不算数。", "this ballot does not count.");
  if (said.cause === "contest") {
    const by = said.resolve;
    needAt(line, by !== undefined && book.upheld.get(said.ballot) === by, "没有认定它有误的决定。", "no contest of it was upheld.");
    book.amended.annulled++;
    book.stale = true;
  } else {
    const fits = said.cause === "replaced" && !("resolve" in said) && book.procedure.replace;
    needAt(line, fits, "不许重新填报，或者原因不认识。", "nobody may answer anew, or the cause is unknown.");
    needAt(line, !book.close && line.at < book.opened.closes_at, "是截止以后的。", "it came after the end.");
    book.amended.replaced++;
    book.due = { seq: line.seq + 1, elector: said.elector };
  }
  book.takeOut(said.elector);
}

/**
 * CORRECT: other answers for a ballot that somebody entered.
 * @param {Book} book
 * @param {Line} line
 */
export function correct(book, line) {
  const said = line.payload;
  needAt(line, book.ballot.has(said.elector) && book.holding(said.elector) === said.ballot, "这张票本来就不算数。", "this ballot does not count.");
  const { channel } = book.payload(said.ballot);
  needAt(line, channel !== undefined && channel !== "web", "住户自己填报的票，谁也不能更正。", "what a household sent itself is corrected by nobody.");
  checkAnswers(line, book.questions, said.answers, channel === "paper");
  needAt(line, said.proposed !== said.confirmed, "提出和确认的是同一个人。", "it was proposed and confirmed by one person.");
  needAt(line, isSalted(said.reason) && isHex(said.evidence), "缺少理由或者照片。", "a reason or a photo is missing.");
  book.corrected.set(said.ballot, said.answers);
  book.stirred.set(said.elector, line.seq);
  book.amended.corrected++;
  book.stale = true;
}

/**
 * What an upheld contest named does not hold in the end.
 * @param {Book} book
 */
export function noUpheldHolds(book) {
  for (const named of book.upheld.keys()) {
    const line = book.lines[named - 1];
    const stands = book.holding(line.payload.elector) === named;
    needAt(line, !stands, "已经认定有误，却还在计票。", "it still counts, although its contest was upheld.");
  }
}
