BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num TEXT NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)
 STRICT

;
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE ballot (
	consultation_id INTEGER NOT NULL, 
	elector_id INTEGER NOT NULL, 
	submission_id TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	receipt TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	answers TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	cast_at TEXT NOT NULL, 
	entered_by TEXT NOT NULL, 
	paper_serial TEXT, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_ballot PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_ballot_paper_has_serial CHECK ((channel = 'paper') = (paper_serial IS NOT NULL)), 
	CONSTRAINT ck_ballot_channel_known CHECK (channel IN ('web', 'paper', 'doorstep', 'proxy')), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT fk_elector_id FOREIGN KEY(estate_id, elector_id) REFERENCES elector (estate_id, id), 
	CONSTRAINT uq_ballot_one_counted UNIQUE (estate_id, consultation_id, elector_id), 
	CONSTRAINT uq_ballot_paper_serial UNIQUE (estate_id, consultation_id, paper_serial), 
	CONSTRAINT uq_ballot_seq UNIQUE (estate_id, consultation_id, seq), 
	CONSTRAINT uq_ballot_submission UNIQUE (estate_id, consultation_id, submission_id)
)
 STRICT

;
INSERT INTO "ballot" VALUES(5575588778122765,900180974536115,'test-1',2,'2J4G-WRWX-DQS','web','{"1": "agree", "2": "1"}','21cf6de1bd7832a8de1b42342b574848','2026-12-18 01:00:00.000000','',NULL,4680237683750227,6721395068690439);
INSERT INTO "ballot" VALUES(5575588778122765,4131228326657087,'test-2',3,'X75W-EC8R-Z2M','web','{"1": "oppose"}','5c34c0a2b9b036276026ebe9224ecfd0','2026-12-18 01:00:00.000000','',NULL,4680237683750227,811449312078141);
INSERT INTO "ballot" VALUES(5575588778122765,7316839833594023,'test-3',4,'A67P-J1Y1-MFW','paper','{"1": "agree"}','dac27e8269db1312045adaa1dd90c464','2026-12-18 01:00:00.000000','钱敏','00018',4680237683750227,4699531359333411);
CREATE TABLE ballot_photo (
	ballot_id INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	jpeg BLOB NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_ballot_photo PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_ballot_id FOREIGN KEY(estate_id, ballot_id) REFERENCES ballot (estate_id, id)
)
 STRICT

;
CREATE TABLE building_turnout (
	consultation_id INTEGER NOT NULL, 
	building TEXT NOT NULL, 
	heads INTEGER NOT NULL, 
	area INTEGER NOT NULL, 
	heads_total INTEGER NOT NULL, 
	area_total INTEGER NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_building_turnout PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_building_turnout_part_of_whole CHECK (heads BETWEEN 0 AND heads_total AND area BETWEEN 0 AND area_total), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT uq_building_turnout_building UNIQUE (estate_id, consultation_id, building)
)
 STRICT

;
INSERT INTO "building_turnout" VALUES(5575588778122765,'1',3,39082,8,68865,4680237683750227,4482975855149551);
INSERT INTO "building_turnout" VALUES(5575588778122765,'2',0,0,7,91544,4680237683750227,8483871515556559);
CREATE TABLE consultation (
	estate_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	title TEXT NOT NULL, 
	intro TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	secrecy TEXT NOT NULL, 
	channels TEXT NOT NULL, 
	notice_on TEXT NOT NULL, 
	opens_at TEXT NOT NULL, 
	closes_at TEXT NOT NULL, 
	text_hash TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	roll_id INTEGER, 
	electorate_heads INTEGER NOT NULL, 
	electorate_area INTEGER NOT NULL, 
	announced_by TEXT, 
	opened_at TEXT, 
	opened_by TEXT, 
	closed_at TEXT, 
	closed_by TEXT, 
	result TEXT, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_consultation PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_consultation_state_known CHECK (state IN ('draft', 'announced', 'open', 'closed')), 
	CONSTRAINT ck_consultation_closes_after_opening CHECK (closes_at > opens_at), 
	CONSTRAINT fk_consultation_estate FOREIGN KEY(estate_id) REFERENCES estate (id), 
	CONSTRAINT uq_consultation_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "consultation" VALUES(4680237683750227,'VN19TJ',1,'open','{"zh": "\u8f66\u68da\u6539\u9020\u4e0e\u5145\u7535\u6869\u5f81\u8be2", "en": "Shed renewal and chargers"}','{"zh": "\u8bf7\u5404\u4f4d\u4e1a\u4e3b\u8868\u51b3\u3002", "en": "Please vote."}','binding','{"key": "general", "version": 1, "participation": [{"measure": "area", "share": "2/3", "of": "electorate", "strict": false}, {"measure": "heads", "share": "2/3", "of": "electorate", "strict": false}], "approval": [{"measure": "area", "share": "1/2", "of": "participating", "strict": true}, {"measure": "heads", "share": "1/2", "of": "participating", "strict": true}], "basis": ["\u300a\u4e2d\u534e\u4eba\u6c11\u5171\u548c\u56fd\u6c11\u6cd5\u5178\u300b\u7b2c\u4e8c\u767e\u4e03\u5341\u516b\u6761", "\u300a\u4e0a\u6d77\u5e02\u4f4f\u5b85\u7269\u4e1a\u7ba1\u7406\u89c4\u5b9a\u300b\u7b2c\u5341\u516b\u6761"], "allows_proxies": true, "allows_deeming": true}','by-owner','[]','named','["web", "paper"]','2026-12-01','2026-12-16 01:00:00.000000','2026-12-30 10:00:00.000000','daca84a35274a6dce353416ecebb8deea366a24e572ac97dbe4c13e27042d0f9','2026-11-16 01:00:00.000000','钱敏',8067342827085547,15,160409,'钱敏','2026-12-16 01:00:00.000000','钱敏',NULL,NULL,NULL,5575588778122765);
CREATE TABLE elector (
	consultation_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	building TEXT NOT NULL, 
	entrance TEXT NOT NULL, 
	room TEXT NOT NULL, 
	area INTEGER NOT NULL, 
	names TEXT NOT NULL, 
	units TEXT NOT NULL, 
	paper_serial TEXT NOT NULL, 
	issued_at TEXT, 
	served_at TEXT, 
	code_hash TEXT, 
	token_hash TEXT, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_elector PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_elector_area_not_negative CHECK (area >= 0), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT uq_elector_number UNIQUE (estate_id, consultation_id, number), 
	CONSTRAINT uq_elector_paper_serial UNIQUE (estate_id, consultation_id, paper_serial), 
	CONSTRAINT uq_elector_token_hash UNIQUE (token_hash)
)
 STRICT

;
INSERT INTO "elector" VALUES(5575588778122765,14,'1','','商铺1',3650,'["\u5468\u8bb0\u9762\u9986"]','[["1", "", "\u5546\u94fa1"]]','00018',NULL,NULL,NULL,NULL,4680237683750227,7316839833594023);
INSERT INTO "elector" VALUES(5575588778122765,7,'1','','101',5432,'["\u9648\u6842\u82b3"]','[["1", "", "101"]]','00026',NULL,NULL,NULL,NULL,4680237683750227,900180974536115);
INSERT INTO "elector" VALUES(5575588778122765,4,'1','','102',30000,'["\u5218\u4e09\u7acb"]','[["1", "", "102"], ["1", "", "202"], ["2", "", "102"]]','00034',NULL,NULL,NULL,NULL,4680237683750227,4131228326657087);
INSERT INTO "elector" VALUES(5575588778122765,3,'1','','201',5432,'["\u9a6c\u5efa\u56fd"]','[["1", "", "201"]]','00042',NULL,NULL,NULL,NULL,4680237683750227,8432759971603797);
INSERT INTO "elector" VALUES(5575588778122765,8,'1','','301',6000,'["\u90d1\u7231\u534e"]','[["1", "", "301"]]','00059',NULL,NULL,NULL,NULL,4680237683750227,6877585580846399);
INSERT INTO "elector" VALUES(5575588778122765,5,'1','','302',4815,'["\u91cc\u5f04\u516c\u623f\u7ba1\u7406\u6240"]','[["1", "", "302"]]','00067',NULL,NULL,NULL,NULL,4680237683750227,7368322258485713);
INSERT INTO "elector" VALUES(5575588778122765,10,'1','','401',6512,'["\u51af\u6d77"]','[["1", "", "401"]]','00075',NULL,NULL,NULL,NULL,4680237683750227,4444856502241715);
INSERT INTO "elector" VALUES(5575588778122765,9,'1','','402',7024,'["\u891a\u7389\u5170"]','[["1", "", "402"]]','00083',NULL,NULL,NULL,NULL,4680237683750227,6997528432582085);
INSERT INTO "elector" VALUES(5575588778122765,1,'2','','201',8800,'["\u5b59\u7acb", "\u5434\u654f"]','[["2", "", "201"]]','00091',NULL,NULL,NULL,NULL,4680237683750227,5446429293989907);
INSERT INTO "elector" VALUES(5575588778122765,2,'2','','202',8800,'["\u8d75\u53ef"]','[["2", "", "202"]]','00109',NULL,NULL,NULL,NULL,4680237683750227,589899252629847);
INSERT INTO "elector" VALUES(5575588778122765,13,'2','','301',8800,'["\u6c88\u6885"]','[["2", "", "301"]]','00117',NULL,NULL,NULL,NULL,4680237683750227,2514381391166935);
INSERT INTO "elector" VALUES(5575588778122765,12,'2','','302',7536,'["\u536b\u4e1c"]','[["2", "", "302"]]','00125',NULL,NULL,NULL,NULL,4680237683750227,3496519881141975);
INSERT INTO "elector" VALUES(5575588778122765,11,'2','','401',8048,'["\u848b\u6587"]','[["2", "", "401"]]','00133',NULL,NULL,NULL,NULL,4680237683750227,4439465780573331);
INSERT INTO "elector" VALUES(5575588778122765,15,'2','','402',8560,'["\u97e9\u96ea"]','[["2", "", "402"]]','00141',NULL,NULL,NULL,NULL,4680237683750227,1735215045869173);
INSERT INTO "elector" VALUES(5575588778122765,6,'2','','501',41000,'["\u68a7\u6850\u7f6e\u4e1a\u6709\u9650\u516c\u53f8"]','[["2", "", "501"], ["2", "", "502"], ["2", "", "601"], ["2", "", "602"]]','00158',NULL,NULL,NULL,NULL,4680237683750227,2768351214366045);
CREATE TABLE elector_unit (
	consultation_id INTEGER NOT NULL, 
	elector_id INTEGER NOT NULL, 
	building TEXT NOT NULL, 
	entrance TEXT NOT NULL, 
	room TEXT NOT NULL, 
	area INTEGER NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_elector_unit PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_elector_id FOREIGN KEY(estate_id, elector_id) REFERENCES elector (estate_id, id) ON DELETE CASCADE, 
	CONSTRAINT uq_elector_unit_place UNIQUE (estate_id, consultation_id, building, entrance, room)
)
 STRICT

;
INSERT INTO "elector_unit" VALUES(5575588778122765,7316839833594023,'1','','商铺1',3650,4680237683750227,583932931846771);
INSERT INTO "elector_unit" VALUES(5575588778122765,900180974536115,'1','','101',5432,4680237683750227,4591225079074703);
INSERT INTO "elector_unit" VALUES(5575588778122765,4131228326657087,'1','','102',9000,4680237683750227,1739271618632411);
INSERT INTO "elector_unit" VALUES(5575588778122765,4131228326657087,'1','','202',9000,4680237683750227,8717796351856293);
INSERT INTO "elector_unit" VALUES(5575588778122765,4131228326657087,'2','','102',12000,4680237683750227,7283264355769015);
INSERT INTO "elector_unit" VALUES(5575588778122765,8432759971603797,'1','','201',5432,4680237683750227,7736208276242711);
INSERT INTO "elector_unit" VALUES(5575588778122765,6877585580846399,'1','','301',6000,4680237683750227,3830009222014053);
INSERT INTO "elector_unit" VALUES(5575588778122765,7368322258485713,'1','','302',4815,4680237683750227,809123428736381);
INSERT INTO "elector_unit" VALUES(5575588778122765,4444856502241715,'1','','401',6512,4680237683750227,7125620258356511);
INSERT INTO "elector_unit" VALUES(5575588778122765,6997528432582085,'1','','402',7024,4680237683750227,5341882651949113);
INSERT INTO "elector_unit" VALUES(5575588778122765,5446429293989907,'2','','201',8800,4680237683750227,5173130483897987);
INSERT INTO "elector_unit" VALUES(5575588778122765,589899252629847,'2','','202',8800,4680237683750227,7190082170318585);
INSERT INTO "elector_unit" VALUES(5575588778122765,2514381391166935,'2','','301',8800,4680237683750227,3990696670976183);
INSERT INTO "elector_unit" VALUES(5575588778122765,3496519881141975,'2','','302',7536,4680237683750227,8103242356082547);
INSERT INTO "elector_unit" VALUES(5575588778122765,4439465780573331,'2','','401',8048,4680237683750227,317846285585033);
INSERT INTO "elector_unit" VALUES(5575588778122765,1735215045869173,'2','','402',8560,4680237683750227,6515789963951447);
INSERT INTO "elector_unit" VALUES(5575588778122765,2768351214366045,'2','','501',10250,4680237683750227,7330195785469687);
INSERT INTO "elector_unit" VALUES(5575588778122765,2768351214366045,'2','','502',10250,4680237683750227,4411745906501791);
INSERT INTO "elector_unit" VALUES(5575588778122765,2768351214366045,'2','','601',10250,4680237683750227,1442611133898645);
INSERT INTO "elector_unit" VALUES(5575588778122765,2768351214366045,'2','','602',10250,4680237683750227,454859075631159);
CREATE TABLE estate (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	committee TEXT NOT NULL, 
	term TEXT NOT NULL, 
	contact TEXT NOT NULL, 
	settings TEXT NOT NULL, 
	CONSTRAINT pk_estate PRIMARY KEY (id), 
	CONSTRAINT uq_estate_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "estate" VALUES(4680237683750227,'lilong','{"zh": "\u91cc\u5f04\u65b0\u6751", "en": "Lilong New Village"}','{"zh": "\u91cc\u5f04\u65b0\u6751\u4e1a\u4e3b\u59d4\u5458\u4f1a", "en": "Owners'' Committee of Lilong New Village"}','第二届','{"phone": "021-55550100", "office": {"zh": "\u5c0f\u533a\u6d3b\u52a8\u5ba4", "en": "Estate clubroom"}}','{}');
CREATE TABLE ledger_head (
	estate_id INTEGER NOT NULL, 
	consultation_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	head BLOB NOT NULL, 
	heads INTEGER NOT NULL, 
	area INTEGER NOT NULL, 
	CONSTRAINT pk_ledger_head PRIMARY KEY (estate_id, consultation_id), 
	CONSTRAINT ck_ledger_head_seq_counts CHECK (seq >= 0), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id)
)
 STRICT

;
INSERT INTO "ledger_head" VALUES(4680237683750227,5575588778122765,4,X'B2BEFCE166FEBF489AF7614E47255E12A9A154D8D0DD9AE8FB357F4BF459078E',3,39082);
CREATE TABLE ledger_line (
	consultation_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	entry TEXT NOT NULL, 
	leaf BLOB NOT NULL, 
	head BLOB NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_ledger_line PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT uq_ledger_line_seq UNIQUE (estate_id, consultation_id, seq)
)
 STRICT

;
INSERT INTO "ledger_line" VALUES(5575588778122765,1,'OPEN','{"at":"2026-12-16T01:00:00.000Z","consultation":"VN19TJ","payload":{"basis":"by-owner","closes_at":"2026-12-30T10:00:00.000Z","electorate":{"area":160409,"heads":15,"root":"29e6174cff765d4146dc3e3ef1f15ca1c3d9b69652dae9e840f15535a70e1d88"},"kind":"binding","opens_at":"2026-12-16T01:00:00.000Z","rule":{"allows_deeming":true,"allows_proxies":true,"approval":[{"measure":"area","of":"participating","share":"1/2","strict":true},{"measure":"heads","of":"participating","share":"1/2","strict":true}],"basis":["《中华人民共和国民法典》第二百七十八条","《上海市住宅物业管理规定》第十八条"],"key":"general","participation":[{"measure":"area","of":"electorate","share":"2/3","strict":false},{"measure":"heads","of":"electorate","share":"2/3","strict":false}],"version":1},"software":"consult 0.1.0","text":"daca84a35274a6dce353416ecebb8deea366a24e572ac97dbe4c13e27042d0f9"},"prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":1,"type":"OPEN","v":1}',X'7361B54057E99B53AD05D85FCFF99B5F782B82A87E8225F57B4AFFEBEA90830F',X'3987A6DE12241ACAE3F9F03199FB7496EC4DA8BF98514B75983E7D4D4BE0FDA0',4680237683750227,4870934036669727);
INSERT INTO "ledger_line" VALUES(5575588778122765,2,'BALLOT','{"at":"2026-12-18T01:00:00.000Z","consultation":"VN19TJ","payload":{"answers":{"1":"agree","2":"1"},"channel":"web","elector":7,"nonce":"f918d6f656a0fef92bc04fe5bdc64b2a"},"prev":"3987a6de12241acae3f9f03199fb7496ec4da8bf98514b75983e7d4d4be0fda0","seq":2,"type":"BALLOT","v":1}',X'14890E639D6DCAB4D891483476F5DB0C3D2C374685E1464995348614D83F47E1',X'74A29D8F07798AA4253928ACE83EE718032962FD818FCE59898CEF0CCDD46E70',4680237683750227,1251561968681943);
INSERT INTO "ledger_line" VALUES(5575588778122765,3,'BALLOT','{"at":"2026-12-18T01:00:00.000Z","consultation":"VN19TJ","payload":{"answers":{"1":"oppose"},"channel":"web","elector":4,"nonce":"6aa51835a45d7329898b18ce964f9783"},"prev":"74a29d8f07798aa4253928ace83ee718032962fd818fce59898cef0ccdd46e70","seq":3,"type":"BALLOT","v":1}',X'E9CBC73118F8B9D411915E7948C4BC711677838C5E1283EBF3E170E0621F917B',X'CB15DA83AF97B83875375F5598E064BF4B7696A7A74DAF392FDDB7DC6CC65C3B',4680237683750227,3254615355604553);
INSERT INTO "ledger_line" VALUES(5575588778122765,4,'PAPER','{"at":"2026-12-18T01:00:00.000Z","consultation":"VN19TJ","payload":{"answers":{"1":"agree"},"channel":"paper","elector":14,"nonce":"b9573672343e7be3f13120d3b0cf3877","photo":null,"serial":"00018"},"prev":"cb15da83af97b83875375f5598e064bf4b7696a7a74daf392fddb7dc6cc65c3b","seq":4,"type":"PAPER","v":1}',X'518F6907C1A3CC192980C1994BD832AE9B6DF38FA4164F4E8965274E1EE1E51B',X'B2BEFCE166FEBF489AF7614E47255E12A9A154D8D0DD9AE8FB357F4BF459078E',4680237683750227,5145712967500545);
CREATE TABLE question (
	consultation_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	definition TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_question PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_question_number_from_one CHECK (number >= 1), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id) ON DELETE CASCADE
)
 STRICT

;
INSERT INTO "question" VALUES(5575588778122765,1,'{"number": 1, "type": "consent", "title": {"zh": "\u662f\u5426\u540c\u610f\u589e\u8bbe\u5145\u7535\u6869\uff1f", "en": "Shall chargers be added?"}, "body": {}, "options": [], "can_refuse": false}',4680237683750227,4159845404484255);
INSERT INTO "question" VALUES(5575588778122765,2,'{"number": 2, "type": "choose-one", "title": {"zh": "\u8f66\u68da\u9876\u6750\u8d28", "en": "Roof of the shed"}, "body": {}, "options": [{"key": "1", "label": {"zh": "\u5f69\u94a2\u677f", "en": "Steel sheet"}, "note": {}, "cost": 3800000}, {"key": "2", "label": {"zh": "\u9633\u5149\u677f", "en": "Polycarbonate"}, "note": {}, "cost": 4500000}], "can_refuse": true}',4680237683750227,8237663010673215);
CREATE TABLE roll (
	estate_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	imported_at TEXT NOT NULL, 
	imported_by TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	file_sha256 TEXT NOT NULL, 
	rows INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_roll PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_roll_estate FOREIGN KEY(estate_id) REFERENCES estate (id), 
	CONSTRAINT uq_roll_estate_id_version UNIQUE (estate_id, version)
)
 STRICT

;
INSERT INTO "roll" VALUES(4680237683750227,1,'2026-10-17 01:00:00.000000','钱敏','业主名册.xlsx','59865ed8c9292c3c992ebd178ef7a4ba9da4ea1096840773dc81283bc2e2e42e',21,8067342827085547);
CREATE TABLE roll_unit (
	roll_id INTEGER NOT NULL, 
	building TEXT NOT NULL, 
	entrance TEXT NOT NULL, 
	room TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	area INTEGER, 
	area_source TEXT, 
	owner_kind TEXT NOT NULL, 
	owners TEXT NOT NULL, 
	phones TEXT NOT NULL, 
	note TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_roll_unit PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_roll_unit_area_positive CHECK (area IS NULL OR area > 0), 
	CONSTRAINT fk_roll_id FOREIGN KEY(estate_id, roll_id) REFERENCES roll (estate_id, id), 
	CONSTRAINT uq_roll_unit_place UNIQUE (estate_id, roll_id, building, entrance, room)
)
 STRICT

;
INSERT INTO "roll_unit" VALUES(8067342827085547,'1','','101','dwelling',5432,'register','person','[["\u9648\u6842\u82b3", "1952"]]','[]','',4680237683750227,1395454649990167);
INSERT INTO "roll_unit" VALUES(8067342827085547,'1','','102','dwelling',9000,'register','person','[["\u5218\u4e09\u7acb", "3377"]]','[]','',4680237683750227,1603791613074701);
INSERT INTO "roll_unit" VALUES(8067342827085547,'1','','202','dwelling',9000,'register','person','[["\u5218\u4e09\u7acb", "3377"]]','[]','',4680237683750227,3752772447768833);
INSERT INTO "roll_unit" VALUES(8067342827085547,'2','','102','dwelling',12000,'register','person','[["\u5218\u4e09\u7acb", "3377"]]','[]','',4680237683750227,6157406489350141);
INSERT INTO "roll_unit" VALUES(8067342827085547,'1','','201','dwelling',5432,'register','person','[["\u9a6c\u5efa\u56fd", "2209"]]','[]','',4680237683750227,6768675247078563);
INSERT INTO "roll_unit" VALUES(8067342827085547,'1','','302','dwelling',4815,'register','public-housing','[["\u91cc\u5f04\u516c\u623f\u7ba1\u7406\u6240", ""]]','[]','',4680237683750227,6140894231407465);
INSERT INTO "roll_unit" VALUES(8067342827085547,'1','','商铺1','shop',3650,'register','organisation','[["\u5468\u8bb0\u9762\u9986", ""]]','[]','',4680237683750227,6899188336450467);
INSERT INTO "roll_unit" VALUES(8067342827085547,'2','','201','dwelling',8800,NULL,'person','[["\u5b59\u7acb", "5501"], ["\u5434\u654f", "5502"]]','[]','',4680237683750227,7557167528037777);
INSERT INTO "roll_unit" VALUES(8067342827085547,'2','','202','dwelling',8800,'register','person','[["\u8d75\u53ef", "8021"]]','[]','',4680237683750227,4442994615742357);
INSERT INTO "roll_unit" VALUES(8067342827085547,'2','','301','dwelling',8800,'register','person','[["\u6c88\u6885", "4410"]]','[]','',4680237683750227,5065587299198667);
INSERT INTO "roll_unit" VALUES(8067342827085547,'2','','501','dwelling',10250,'register','developer','[["\u68a7\u6850\u7f6e\u4e1a\u6709\u9650\u516c\u53f8", ""]]','[]','',4680237683750227,1157603634098055);
INSERT INTO "roll_unit" VALUES(8067342827085547,'2','','502','dwelling',10250,'register','developer','[["\u68a7\u6850\u7f6e\u4e1a\u6709\u9650\u516c\u53f8", ""]]','[]','',4680237683750227,4861246201541697);
INSERT INTO "roll_unit" VALUES(8067342827085547,'2','','601','dwelling',10250,'register','developer','[["\u68a7\u6850\u7f6e\u4e1a\u6709\u9650\u516c\u53f8", ""]]','[]','',4680237683750227,7436062722013985);
INSERT INTO "roll_unit" VALUES(8067342827085547,'2','','602','dwelling',10250,'register','developer','[["\u68a7\u6850\u7f6e\u4e1a\u6709\u9650\u516c\u53f8", ""]]','[]','',4680237683750227,5503319533336019);
INSERT INTO "roll_unit" VALUES(8067342827085547,'1','','301','dwelling',6000,'register','person','[["\u90d1\u7231\u534e", "700"]]','[]','',4680237683750227,4335260586051161);
INSERT INTO "roll_unit" VALUES(8067342827085547,'1','','401','dwelling',6512,'register','person','[["\u51af\u6d77", "701"]]','[]','',4680237683750227,4626019148906299);
INSERT INTO "roll_unit" VALUES(8067342827085547,'1','','402','dwelling',7024,'register','person','[["\u891a\u7389\u5170", "702"]]','[]','',4680237683750227,6226596391812015);
INSERT INTO "roll_unit" VALUES(8067342827085547,'2','','302','dwelling',7536,'register','person','[["\u536b\u4e1c", "703"]]','[]','',4680237683750227,6815228450260475);
INSERT INTO "roll_unit" VALUES(8067342827085547,'2','','401','dwelling',8048,'register','person','[["\u848b\u6587", "704"]]','[]','',4680237683750227,3389370950799941);
INSERT INTO "roll_unit" VALUES(8067342827085547,'2','','402','dwelling',8560,'register','person','[["\u97e9\u96ea", "705"]]','[]','',4680237683750227,6101994226087289);
INSERT INTO "roll_unit" VALUES(8067342827085547,'车库','','B1-07','parking',1350,'register','person','[["\u8d75\u53ef", "8021"]]','[]','',4680237683750227,2241111815875163);
CREATE TABLE sign_in_failure (
	id INTEGER NOT NULL, 
	budget TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_sign_in_failure PRIMARY KEY (id)
)
 STRICT

;
CREATE TABLE staff (
	estate_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	login TEXT NOT NULL, 
	role TEXT NOT NULL, 
	password_hash TEXT, 
	is_active INTEGER NOT NULL, 
	created_at TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_staff PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_staff_role CHECK (role IN ('committee', 'scrutineer', 'leader', 'property', 'town', 'auditor')), 
	CONSTRAINT fk_staff_estate FOREIGN KEY(estate_id) REFERENCES estate (id), 
	CONSTRAINT uq_staff_login UNIQUE (login)
)
 STRICT

;
CREATE TABLE staff_link (
	estate_id INTEGER NOT NULL, 
	token_hash TEXT NOT NULL, 
	role TEXT NOT NULL, 
	staff_id INTEGER, 
	expires_at TEXT NOT NULL, 
	used_at TEXT, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_staff_link PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_staff_link_estate FOREIGN KEY(estate_id) REFERENCES estate (id), 
	CONSTRAINT uq_staff_link_token_hash UNIQUE (token_hash)
)
 STRICT

;
CREATE TABLE uncounted_ballot (
	consultation_id INTEGER NOT NULL, 
	elector_id INTEGER, 
	submission_id TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	received_at TEXT NOT NULL, 
	entered_by TEXT NOT NULL, 
	paper_serial TEXT, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_uncounted_ballot PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_uncounted_ballot_reason_known CHECK (reason IN ('late', 'double', 'spoilt', 'unsigned', 'blank')), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT uq_uncounted_submission UNIQUE (estate_id, consultation_id, submission_id)
)
 STRICT

;
CREATE TABLE visit (
	key_hash TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	audience TEXT NOT NULL, 
	subject_id INTEGER NOT NULL, 
	consultation_id INTEGER, 
	started_at TEXT NOT NULL, 
	expires_at TEXT NOT NULL, 
	ended_at TEXT, 
	CONSTRAINT pk_visit PRIMARY KEY (key_hash), 
	CONSTRAINT ck_visit_audience_known CHECK (audience IN ('household', 'staff')), 
	CONSTRAINT fk_visit_estate FOREIGN KEY(estate_id) REFERENCES estate (id)
)
 STRICT

;
CREATE INDEX ix_sign_in_failure_budget ON sign_in_failure (budget, "key", at);
CREATE INDEX ix_consultation_estate_state ON consultation (estate_id, state);
CREATE INDEX ix_visit_subject ON visit (estate_id, subject_id);
CREATE INDEX ix_elector_place ON elector (estate_id, consultation_id, building, entrance, room);
CREATE UNIQUE INDEX uq_question_number ON question (estate_id, consultation_id, number);
CREATE INDEX ix_roll_unit_roll ON roll_unit (estate_id, roll_id);
CREATE INDEX ix_uncounted_reason ON uncounted_ballot (estate_id, consultation_id, reason);
CREATE UNIQUE INDEX uq_ballot_receipt ON ballot (receipt);
CREATE INDEX ix_elector_unit_elector ON elector_unit (estate_id, elector_id);
CREATE INDEX ix_ballot_photo_ballot ON ballot_photo (estate_id, ballot_id);
CREATE TRIGGER ledger_line_no_update BEFORE UPDATE ON ledger_line BEGIN SELECT RAISE(ABORT, 'the book is never changed'); END;
CREATE TRIGGER ledger_line_no_delete BEFORE DELETE ON ledger_line BEGIN SELECT RAISE(ABORT, 'the book is never changed'); END;
COMMIT;
