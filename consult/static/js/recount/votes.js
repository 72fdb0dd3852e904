// @ts-check
/** Ballots, second ballots, papers set aside, opinions (docs/package.md, 3). */
import { isHex, isObject, isSalted } from "./canonical.js";
import { needAt } from "./faulty.js";
import { checkAnswers } from "./questions.js";
import { claimSerial, effect, readFirst } from "./sheets.js";

/** @typedef {import("./state.js").Book} Book */
/** @typedef {import("./chain.js").Line} Line */

const REASONS = ["spoilt", "unsigned", "unauthorised", "copied", "blank"];
const CHANNELS = ["web", "doorstep", "proxy", "paper"];

/**
 * BALLOT, and PAPER where one reading is enough.
 * @param {Book} book
 * @param {Line} line
 */
export function ballot(book, line) {
  const said = line.payload;
  if ("keyed" in said) {
    readFirst(book, line);
    return;
  }
  const elector = voter(book, line);
  needAt(line, !book.ballot.has(elector), `编号 ${elector} 已经有一张票了。`, `elector ${elector} has a ballot already.`);
  checkChannel(book, line);
  checkAnswers(line, book.questions, said.answers, said.channel === "paper");
  timed(book, line);
  if ("paper" in said) effect(book, line);
  else claimSerial(book, line);
  proxied(book, line);
  needAt(line, book.served === null, "送达名单写定以后又有票。", "a vote behind SERVED.");
  book.ballot.set(elector, line.seq);
  book.doubles.set(elector, []);
  book.settled.delete(elector);
  book.touched.add(elector);
  if (said.channel === "paper") book.paper.push(elector);
  book.votes++;
}

/**
 * The elector of a line, who is on the roll.
 * @param {Book} book
 * @param {Line} line
 * @returns {number}
 */
export function voter(book, line) {
  const { elector } = line.payload;
  needAt(line, book.roll.has(elector), `名册里没有编号 ${elector}。`, `elector ${elector} is not on the roll.`);
  return elector;
}

/** @param {Book} book @param {Line} line */
function checkChannel(book, line) {
  const { channel } = line.payload;
  const twice = book.procedure.paper_twice;
  const isPaper = line.type === "PAPER" || (twice && "paper" in line.payload);
  needAt(line, CHANNELS.includes(channel) && (channel === "paper") === isPaper, "投票方式不对。", "it has a wrong channel.");
  needAt(line, line.type !== "PAPER" || !twice, "纸质票只有一个人录入就计了票。", "a sheet counts that only one person read.");
}

/**
 * Before the end, or registered before it, or paper where it may be entered later.
 * @param {Book} book
 * @param {Line} line
 */
function timed(book, line) {
  const said = line.payload;
  if ("registered" in said) {
    registered(book, line);
    return;
  }
  if (line.at < book.opened.closes_at || "paper" in said) return;
  const isPaper = ["PAPER", "INVALID"].includes(line.type) || said.channel === "proxy";
  needAt(line, book.procedure.late_paper && isPaper, "是截止以后收到的。", "it came after the end.");
}

/** @param {Book} book @param {Line} line */
function registered(book, line) {
  const said = line.payload.registered;
  const fits = isObject(said) && Object.keys(said).sort().join(" ") === "fingerprint line" && line.payload.channel === "doorstep";
  needAt(line, fits && isHex(said.fingerprint) && book.batches.get(said.fingerprint) === said.line, "没有在截止前登记过指纹。", "its fingerprint was not registered before the end.");
  needAt(line, !book.spent.has(said.fingerprint), "这个指纹已经用过一次。", "its fingerprint has served another ballot.");
  book.spent.add(said.fingerprint);
}

/**
 * By proxy: allowed, by somebody else, neither chain nor circle, within the cap.
 * @param {Book} book
 * @param {Line} line
 */
function proxied(book, line) {
  const { elector, channel, proxy } = line.payload;
  const by = "proxy" in line.payload;
  needAt(line, (channel === "proxy") === by, "是不是委托，说法不一。", "by proxy, or not?");
  if (!by) return;
  checkProxy(line, proxy);
  needAt(line, book.rule.allows_proxies, "这条规则不许委托。", "this rule allows no proxies.");
  needAt(line, !book.agents.get(elector), "替别人带票的人，自己又委托了别人。", "whoever brings another's ballot has none by proxy.");
  const agent = proxy.agent;
  if (agent !== null) {
    needAt(line, book.roll.has(agent) && agent !== elector, "代理人不在名册上，或者就是本人。", "the agent is not on the roll, or is the principal.");
    const first = book.ballot.get(agent);
    needAt(line, !first || !("proxy" in book.payload(first)), "代理人自己也委托了别人。", "somebody else votes for this agent.");
    const cap = book.procedure.proxy_cap;
    needAt(line, (book.agents.get(agent) || 0) < cap, `一个人代理超过 ${cap} 户。`, `one agent brings more than ${cap} ballots.`);
  }
  book.agents.set(agent, (book.agents.get(agent) || 0) + 1);
}

/** @param {Line} line @param {any} proxy */
function checkProxy(line, proxy) {
  const fits =
    isObject(proxy) &&
    "agent" in proxy &&
    Object.keys(proxy).every((name) => ["agent", "document", "photo"].includes(name)) &&
    isSalted(proxy.document) &&
    (!("photo" in proxy) || isHex(proxy.photo));
  needAt(line, fits, "委托的记录不完整。", "the record of the proxy is not complete.");
}

/**
 * DUPLICATE: a second ballot, sealed.
 * @param {Book} book
 * @param {Line} line
 */
export function duplicate(book, line) {
  const said = line.payload;
  const elector = voter(book, line);
  needAt(line, book.ballot.get(elector) === said.counted, "它说的第一张票不是这一户的。", "the first ballot is another.");
  book.double++;
  if (book.isSecret) return;
  needAt(line, CHANNELS.includes(said.channel), "投票方式不对。", "it has a wrong channel.");
  needAt(line, isSalted(said.answers) || !("procedure" in book.opened), "没有封存第二张票的内容。", "what it says is not sealed.");
  if ("paper" in said) effect(book, line);
  /** @type {number[]} */ (book.doubles.get(elector)).push(line.seq);
  if (said.channel === "paper") book.paper.push(elector);
}

/**
 * INVALID: a paper set aside.
 * @param {Book} book
 * @param {Line} line
 */
export function invalid(book, line) {
  const elector = voter(book, line);
  needAt(line, REASONS.includes(line.payload.reason), "废票的原因不认识。", "the reason is unknown.");
  timed(book, line);
  if ("paper" in line.payload) {
    effect(book, line);
  } else {
    needAt(line, !book.procedure.paper_twice, "只有一个人看过就作废了。", "it was set aside by one person.");
    claimSerial(book, line);
  }
  needAt(line, book.served === null, "送达名单写定以后又有票。", "a vote behind SERVED.");
  book.invalid.set(elector, line);
  book.excused.delete(elector);
  book.touched.add(elector);
  book.paper.push(elector);
}

/**
 * OPINION: a tenant's.
 * @param {Book} book
 * @param {Line} line
 */
export function opinion(book, line) {
  needAt(line, !("elector" in line.payload), "租户意见写了是谁的。", "an opinion names an elector.");
  needAt(line, book.procedure.tenants, "这次没有征求租户意见。", "tenants are not asked.");
  needAt(line, line.at < book.opened.closes_at, "是截止以后收到的。", "it came after the end.");
  checkAnswers(line, book.questions, line.payload.answers, false);
  book.opinions.push(line.payload.answers);
}
