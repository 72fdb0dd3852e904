BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num TEXT NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)
 STRICT

;
INSERT INTO "alembic_version" VALUES('0016');
CREATE TABLE assistance (
	consultation_id INTEGER NOT NULL, 
	elector_id INTEGER NOT NULL, 
	ballot_seq INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	relation TEXT NOT NULL, 
	said_at TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_assistance PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT fk_elector_id FOREIGN KEY(estate_id, elector_id) REFERENCES elector (estate_id, id), 
	CONSTRAINT uq_assistance_ballot UNIQUE (estate_id, consultation_id, ballot_seq)
)
 STRICT

;
CREATE TABLE audit_finding (
	sample_id INTEGER NOT NULL, 
	serial TEXT NOT NULL, 
	turn INTEGER NOT NULL, 
	outcome TEXT NOT NULL, 
	note TEXT NOT NULL, 
	found_by TEXT NOT NULL, 
	found_at TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_audit_finding PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_audit_finding_outcome_known CHECK (outcome IN ('agrees', 'differs')), 
	CONSTRAINT fk_sample_id FOREIGN KEY(estate_id, sample_id) REFERENCES audit_sample (estate_id, id), 
	CONSTRAINT uq_audit_finding_turn UNIQUE (estate_id, sample_id, serial, turn)
)
 STRICT

;
CREATE TABLE audit_sample (
	consultation_id INTEGER NOT NULL, 
	serials TEXT NOT NULL, 
	share TEXT NOT NULL, 
	confidence TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	fixed_by TEXT NOT NULL, 
	fixed_at TEXT NOT NULL, 
	seed TEXT, 
	drawn_by TEXT NOT NULL, 
	drawn_at TEXT, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_audit_sample PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT uq_audit_sample_one UNIQUE (estate_id, consultation_id)
)
 STRICT

;
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
INSERT INTO "ballot" VALUES(1922813715007525,6029895349910553,'test-1',2,'JBRA-Z6KJ-6R2','web','{"1": "agree", "2": "1"}','3f6d285afd3dd7d3c64a2397dd13b3b6','2026-12-18 01:00:00.000000','',NULL,4959417945525415,7184940279268249);
INSERT INTO "ballot" VALUES(1922813715007525,4305892431925149,'test-2',3,'B5ZQ-R4BQ-Q75','web','{"1": "oppose"}','a5846b42cbcd8b919d3be1db0db692d9','2026-12-18 01:00:00.000000','',NULL,4959417945525415,4363131195817567);
INSERT INTO "ballot" VALUES(1922813715007525,1178339743517891,'test-3',4,'S0MM-PPBG-RJN','paper','{"1": "agree"}','c74f4d9a5ca2595d765fb0c387badbc2','2026-12-18 01:00:00.000000','钱敏','00018',4959417945525415,4802892780796295);
CREATE TABLE ballot_grid (
	consultation_id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	grid TEXT NOT NULL, 
	kept_at TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_ballot_grid PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT uq_ballot_grid_key UNIQUE (estate_id, consultation_id, "key")
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
INSERT INTO "building_turnout" VALUES(1922813715007525,'1',3,39082,8,68865,4959417945525415,486771970916461);
INSERT INTO "building_turnout" VALUES(1922813715007525,'2',0,0,7,91544,4959417945525415,3159008381514221);
CREATE TABLE collected_paper (
	consultation_id INTEGER NOT NULL, 
	elector_id INTEGER NOT NULL, 
	serial TEXT NOT NULL, 
	photo_id INTEGER, 
	note TEXT NOT NULL, 
	collected_at TEXT NOT NULL, 
	collected_by TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_collected_paper PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT fk_elector_id FOREIGN KEY(estate_id, elector_id) REFERENCES elector (estate_id, id), 
	CONSTRAINT fk_photo_id FOREIGN KEY(estate_id, photo_id) REFERENCES photo (estate_id, id), 
	CONSTRAINT uq_collected_paper_serial UNIQUE (estate_id, consultation_id, serial)
)
 STRICT

;
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
	id INTEGER NOT NULL, procedure TEXT DEFAULT '{}' NOT NULL, announced_at TEXT, breakdown TEXT, 
	CONSTRAINT pk_consultation PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_consultation_state_known CHECK (state IN ('draft', 'announced', 'open', 'closed')), 
	CONSTRAINT ck_consultation_closes_after_opening CHECK (closes_at > opens_at), 
	CONSTRAINT fk_consultation_estate FOREIGN KEY(estate_id) REFERENCES estate (id), 
	CONSTRAINT uq_consultation_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "consultation" VALUES(4959417945525415,'YW36Y7',1,'open','{"zh": "\u8f66\u68da\u6539\u9020\u4e0e\u5145\u7535\u6869\u5f81\u8be2", "en": "Shed renewal and chargers"}','{"zh": "\u8bf7\u5404\u4f4d\u4e1a\u4e3b\u8868\u51b3\u3002", "en": "Please vote."}','binding','{"key": "general", "version": 1, "participation": [{"measure": "area", "share": "2/3", "of": "electorate", "strict": false}, {"measure": "heads", "share": "2/3", "of": "electorate", "strict": false}], "approval": [{"measure": "area", "share": "1/2", "of": "participating", "strict": true}, {"measure": "heads", "share": "1/2", "of": "participating", "strict": true}], "basis": ["\u300a\u4e2d\u534e\u4eba\u6c11\u5171\u548c\u56fd\u6c11\u6cd5\u5178\u300b\u7b2c\u4e8c\u767e\u4e03\u5341\u516b\u6761", "\u300a\u4e0a\u6d77\u5e02\u4f4f\u5b85\u7269\u4e1a\u7ba1\u7406\u89c4\u5b9a\u300b\u7b2c\u5341\u516b\u6761"], "allows_proxies": true, "allows_deeming": true}','by-owner','[]','named','["web", "paper"]','2026-12-01','2026-12-16 01:00:00.000000','2026-12-30 10:00:00.000000','daca84a35274a6dce353416ecebb8deea366a24e572ac97dbe4c13e27042d0f9','2026-11-16 01:00:00.000000','钱敏',6535564597447685,15,160409,'钱敏','2026-12-16 01:00:00.000000','钱敏',NULL,NULL,NULL,1922813715007525,'{"parking": false, "storage": false, "blank_abstains": false, "invalid_takes_part": false, "late_paper": false, "follow": false, "tenants": false, "paper_twice": false, "paper_photo": false, "replace": false, "assisted": false, "deemed": {"mode": "off", "clause": {}}, "proxy_cap": 3}','2026-11-26 01:00:00.000000',NULL);
CREATE TABLE contest (
	consultation_id INTEGER NOT NULL, 
	elector_id INTEGER NOT NULL, 
	ballot_seq INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	said TEXT NOT NULL, 
	contested_at TEXT NOT NULL, 
	ruling TEXT NOT NULL, 
	ruled_seq INTEGER, 
	reason TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	ruled_by TEXT NOT NULL, 
	ruled_at TEXT, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_contest PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_contest_ruled_on_a_line CHECK ((ruling = '') = (ruled_seq IS NULL)), 
	CONSTRAINT ck_contest_ruling_known CHECK (ruling IN ('', 'upheld', 'dismissed')), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT fk_elector_id FOREIGN KEY(estate_id, elector_id) REFERENCES elector (estate_id, id), 
	CONSTRAINT uq_contest_once UNIQUE (estate_id, consultation_id, ballot_seq), 
	CONSTRAINT uq_contest_seq UNIQUE (estate_id, consultation_id, seq)
)
 STRICT

;
CREATE TABLE correction (
	consultation_id INTEGER NOT NULL, 
	elector_id INTEGER NOT NULL, 
	ballot_seq INTEGER NOT NULL, 
	waiting INTEGER, 
	answers TEXT NOT NULL, 
	"before" TEXT, 
	salt TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	state TEXT NOT NULL, 
	proposed_by TEXT NOT NULL, 
	proposed_at TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	decided_at TEXT, 
	note TEXT NOT NULL, 
	seq INTEGER, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_correction PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_correction_confirmed_on_a_line CHECK ((state = 'confirmed') = (seq IS NOT NULL)), 
	CONSTRAINT ck_correction_state_known CHECK (state IN ('proposed', 'confirmed', 'refused')), 
	CONSTRAINT ck_correction_two_people CHECK (decided_by <> proposed_by), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT fk_elector_id FOREIGN KEY(estate_id, elector_id) REFERENCES elector (estate_id, id), 
	CONSTRAINT uq_correction_seq UNIQUE (estate_id, consultation_id, seq), 
	CONSTRAINT uq_correction_waiting UNIQUE (estate_id, consultation_id, waiting)
)
 STRICT

;
CREATE TABLE device (
	staff_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	secret_hash TEXT NOT NULL, 
	public_key BLOB NOT NULL, 
	enrolled_at TEXT NOT NULL, 
	seen_at TEXT NOT NULL, 
	revoked_at TEXT, 
	revoked_by TEXT, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_device PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_staff_id FOREIGN KEY(estate_id, staff_id) REFERENCES staff (estate_id, id), 
	CONSTRAINT uq_device_secret UNIQUE (secret_hash)
)
 STRICT

;
CREATE TABLE device_enrolment (
	staff_id INTEGER NOT NULL, 
	token_hash TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	expires_at TEXT NOT NULL, 
	device_id INTEGER, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_device_enrolment PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_staff_id FOREIGN KEY(estate_id, staff_id) REFERENCES staff (estate_id, id), 
	CONSTRAINT uq_device_enrolment_token UNIQUE (token_hash)
)
 STRICT

;
CREATE TABLE doorstep_entry (
	estate_id INTEGER NOT NULL, 
	device_id INTEGER NOT NULL, 
	submission_id TEXT NOT NULL, 
	consultation TEXT NOT NULL, 
	key_id TEXT NOT NULL, 
	sealed BLOB NOT NULL, 
	bound BLOB NOT NULL, 
	fingerprint TEXT NOT NULL, 
	by_file INTEGER NOT NULL, 
	received_at TEXT NOT NULL, 
	status TEXT NOT NULL, 
	reason TEXT, 
	sentence TEXT, 
	receipt TEXT, 
	kind TEXT, 
	elector_id INTEGER, 
	made_at TEXT, 
	applied_at TEXT, 
	decided_by TEXT, 
	decided_at TEXT, 
	decision_note TEXT, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_doorstep_entry PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_doorstep_entry_status_known CHECK (status IN ('waiting', 'recorded', 'conflict', 'late', 'refused', 'quarantined', 'set-aside')), 
	CONSTRAINT fk_doorstep_entry_estate FOREIGN KEY(estate_id) REFERENCES estate (id), 
	CONSTRAINT uq_doorstep_entry_fingerprint UNIQUE (estate_id, fingerprint)
)
 STRICT

;
CREATE TABLE earlier_result (
	consultation_id INTEGER NOT NULL, 
	result TEXT NOT NULL, 
	replaced_seq INTEGER NOT NULL, 
	replaced_at TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_earlier_result PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT uq_earlier_result_replaced UNIQUE (estate_id, consultation_id, replaced_seq)
)
 STRICT

;
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
INSERT INTO "elector" VALUES(1922813715007525,1,'2','','202',8800,'["\u8d75\u53ef"]','[["2", "", "202"]]','00109',NULL,NULL,NULL,NULL,4959417945525415,1970204940191871);
INSERT INTO "elector" VALUES(1922813715007525,2,'2','','201',8800,'["\u5b59\u7acb", "\u5434\u654f"]','[["2", "", "201"]]','00091',NULL,NULL,NULL,NULL,4959417945525415,1569632429904555);
INSERT INTO "elector" VALUES(1922813715007525,3,'1','','402',7024,'["\u891a\u7389\u5170"]','[["1", "", "402"]]','00083',NULL,NULL,NULL,NULL,4959417945525415,5581434850781271);
INSERT INTO "elector" VALUES(1922813715007525,4,'1','','101',5432,'["\u9648\u6842\u82b3"]','[["1", "", "101"]]','00026',NULL,NULL,NULL,NULL,4959417945525415,6029895349910553);
INSERT INTO "elector" VALUES(1922813715007525,5,'2','','402',8560,'["\u97e9\u96ea"]','[["2", "", "402"]]','00141',NULL,NULL,NULL,NULL,4959417945525415,5661276393980579);
INSERT INTO "elector" VALUES(1922813715007525,6,'1','','302',4815,'["\u91cc\u5f04\u516c\u623f\u7ba1\u7406\u6240"]','[["1", "", "302"]]','00067',NULL,NULL,NULL,NULL,4959417945525415,8017507145364757);
INSERT INTO "elector" VALUES(1922813715007525,7,'1','','商铺1',3650,'["\u5468\u8bb0\u9762\u9986"]','[["1", "", "\u5546\u94fa1"]]','00018',NULL,NULL,NULL,NULL,4959417945525415,1178339743517891);
INSERT INTO "elector" VALUES(1922813715007525,8,'1','','102',30000,'["\u5218\u4e09\u7acb"]','[["1", "", "102"], ["1", "", "202"], ["2", "", "102"]]','00034',NULL,NULL,NULL,NULL,4959417945525415,4305892431925149);
INSERT INTO "elector" VALUES(1922813715007525,9,'2','','302',7536,'["\u536b\u4e1c"]','[["2", "", "302"]]','00125',NULL,NULL,NULL,NULL,4959417945525415,8719640869470113);
INSERT INTO "elector" VALUES(1922813715007525,10,'1','','301',6000,'["\u90d1\u7231\u534e"]','[["1", "", "301"]]','00059',NULL,NULL,NULL,NULL,4959417945525415,6609914943797945);
INSERT INTO "elector" VALUES(1922813715007525,11,'1','','201',5432,'["\u9a6c\u5efa\u56fd"]','[["1", "", "201"]]','00042',NULL,NULL,NULL,NULL,4959417945525415,2174893022480611);
INSERT INTO "elector" VALUES(1922813715007525,12,'2','','401',8048,'["\u848b\u6587"]','[["2", "", "401"]]','00133',NULL,NULL,NULL,NULL,4959417945525415,4055458611491849);
INSERT INTO "elector" VALUES(1922813715007525,13,'1','','401',6512,'["\u51af\u6d77"]','[["1", "", "401"]]','00075',NULL,NULL,NULL,NULL,4959417945525415,2163631617224967);
INSERT INTO "elector" VALUES(1922813715007525,14,'2','','301',8800,'["\u6c88\u6885"]','[["2", "", "301"]]','00117',NULL,NULL,NULL,NULL,4959417945525415,2595293826672861);
INSERT INTO "elector" VALUES(1922813715007525,15,'2','','501',41000,'["\u68a7\u6850\u7f6e\u4e1a\u6709\u9650\u516c\u53f8"]','[["2", "", "501"], ["2", "", "502"], ["2", "", "601"], ["2", "", "602"]]','00158',NULL,NULL,NULL,NULL,4959417945525415,3278226940086771);
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
INSERT INTO "elector_unit" VALUES(1922813715007525,1178339743517891,'1','','商铺1',3650,4959417945525415,5557837269636057);
INSERT INTO "elector_unit" VALUES(1922813715007525,6029895349910553,'1','','101',5432,4959417945525415,1329408652184531);
INSERT INTO "elector_unit" VALUES(1922813715007525,4305892431925149,'1','','102',9000,4959417945525415,5254754646459521);
INSERT INTO "elector_unit" VALUES(1922813715007525,4305892431925149,'1','','202',9000,4959417945525415,358384119741669);
INSERT INTO "elector_unit" VALUES(1922813715007525,4305892431925149,'2','','102',12000,4959417945525415,3507000869733799);
INSERT INTO "elector_unit" VALUES(1922813715007525,2174893022480611,'1','','201',5432,4959417945525415,1727707046969445);
INSERT INTO "elector_unit" VALUES(1922813715007525,6609914943797945,'1','','301',6000,4959417945525415,4463077257401727);
INSERT INTO "elector_unit" VALUES(1922813715007525,8017507145364757,'1','','302',4815,4959417945525415,2761240058339793);
INSERT INTO "elector_unit" VALUES(1922813715007525,2163631617224967,'1','','401',6512,4959417945525415,4859456205372041);
INSERT INTO "elector_unit" VALUES(1922813715007525,5581434850781271,'1','','402',7024,4959417945525415,7893226376632725);
INSERT INTO "elector_unit" VALUES(1922813715007525,1569632429904555,'2','','201',8800,4959417945525415,8338210004745093);
INSERT INTO "elector_unit" VALUES(1922813715007525,1970204940191871,'2','','202',8800,4959417945525415,3543124622417523);
INSERT INTO "elector_unit" VALUES(1922813715007525,2595293826672861,'2','','301',8800,4959417945525415,1521551673641071);
INSERT INTO "elector_unit" VALUES(1922813715007525,8719640869470113,'2','','302',7536,4959417945525415,7016176608744117);
INSERT INTO "elector_unit" VALUES(1922813715007525,4055458611491849,'2','','401',8048,4959417945525415,6209050542095579);
INSERT INTO "elector_unit" VALUES(1922813715007525,5661276393980579,'2','','402',8560,4959417945525415,7308768061121087);
INSERT INTO "elector_unit" VALUES(1922813715007525,3278226940086771,'2','','501',10250,4959417945525415,5199404222082509);
INSERT INTO "elector_unit" VALUES(1922813715007525,3278226940086771,'2','','502',10250,4959417945525415,7029975733846791);
INSERT INTO "elector_unit" VALUES(1922813715007525,3278226940086771,'2','','601',10250,4959417945525415,748165183637133);
INSERT INTO "elector_unit" VALUES(1922813715007525,3278226940086771,'2','','602',10250,4959417945525415,7531482759186575);
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
INSERT INTO "estate" VALUES(4959417945525415,'lilong','{"zh": "\u91cc\u5f04\u65b0\u6751", "en": "Lilong New Village"}','{"zh": "\u91cc\u5f04\u65b0\u6751\u4e1a\u4e3b\u59d4\u5458\u4f1a", "en": "Owners'' Committee of Lilong New Village"}','第二届','{"phone": "021-55550100", "office": {"zh": "\u5c0f\u533a\u6d3b\u52a8\u5ba4", "en": "Estate clubroom"}}','{}');
CREATE TABLE estate_key (
	estate_id INTEGER NOT NULL, 
	key_id TEXT NOT NULL, 
	public BLOB NOT NULL, 
	private_locked BLOB NOT NULL, 
	made_at TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_estate_key PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_estate_key_estate FOREIGN KEY(estate_id) REFERENCES estate (id), 
	CONSTRAINT uq_estate_key_id UNIQUE (estate_id, key_id)
)
 STRICT

;
CREATE TABLE former_ballot (
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
	cause TEXT NOT NULL, 
	ended_seq INTEGER NOT NULL, 
	ended_at TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_former_ballot PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_former_ballot_cause_known CHECK (cause IN ('contest', 'replaced')), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT fk_elector_id FOREIGN KEY(estate_id, elector_id) REFERENCES elector (estate_id, id), 
	CONSTRAINT uq_former_ballot_ended_seq UNIQUE (estate_id, consultation_id, ended_seq), 
	CONSTRAINT uq_former_ballot_seq UNIQUE (estate_id, consultation_id, seq), 
	CONSTRAINT uq_former_ballot_submission UNIQUE (estate_id, consultation_id, submission_id)
)
 STRICT

;
CREATE TABLE leader_building (
	staff_id INTEGER NOT NULL, 
	building TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_leader_building PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_staff_id FOREIGN KEY(estate_id, staff_id) REFERENCES staff (estate_id, id), 
	CONSTRAINT uq_leader_building_once UNIQUE (estate_id, staff_id, building)
)
 STRICT

;
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
INSERT INTO "ledger_head" VALUES(4959417945525415,1922813715007525,4,X'514759F4626B688E791D0671565A865BF86B6FD0A72593045A4EA8AA51A0E9C3',3,39082);
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
INSERT INTO "ledger_line" VALUES(1922813715007525,1,'OPEN','{"at":"2026-12-16T01:00:00.000Z","consultation":"YW36Y7","payload":{"basis":"by-owner","closes_at":"2026-12-30T10:00:00.000Z","electorate":{"area":160409,"heads":15,"root":"e44df198c8d08b717ef14a4090e2173a7bc3fd3667b5b68e93647e5383136fe1"},"kind":"binding","opens_at":"2026-12-16T01:00:00.000Z","procedure":{"assisted":false,"blank_abstains":false,"deemed":{"clause":{},"mode":"off"},"follow":false,"invalid_takes_part":false,"late_paper":false,"paper_photo":false,"paper_twice":false,"parking":false,"proxy_cap":3,"replace":false,"storage":false,"tenants":false},"rule":{"allows_deeming":true,"allows_proxies":true,"approval":[{"measure":"area","of":"participating","share":"1/2","strict":true},{"measure":"heads","of":"participating","share":"1/2","strict":true}],"basis":["《中华人民共和国民法典》第二百七十八条","《上海市住宅物业管理规定》第十八条"],"key":"general","participation":[{"measure":"area","of":"electorate","share":"2/3","strict":false},{"measure":"heads","of":"electorate","share":"2/3","strict":false}],"version":1},"scope":[],"serials":{"root":"563398008add0bf7fb61ae5907d7bb74b1ffddd012e30f697c3515b7defa9a47","sheets":15},"software":"consult 0.1.0","text":"daca84a35274a6dce353416ecebb8deea366a24e572ac97dbe4c13e27042d0f9"},"prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":1,"type":"OPEN","v":1}',X'CF78F84461AAAE88F247E4A5F3F8F20ADF3B5837A9DAC19288B3C58C3B8A1F6E',X'6C50C8A2CEBEC147D5F3972E2DADBA42F28BD9B51C7822FB6BBC99841CD11BB5',4959417945525415,216961591213203);
INSERT INTO "ledger_line" VALUES(1922813715007525,2,'BALLOT','{"at":"2026-12-18T01:00:00.000Z","consultation":"YW36Y7","payload":{"answers":{"1":"agree","2":"1"},"channel":"web","elector":4,"nonce":"ed10da38c95fda6e236c99b344dc1f45"},"prev":"6c50c8a2cebec147d5f3972e2dadba42f28bd9b51c7822fb6bbc99841cd11bb5","seq":2,"type":"BALLOT","v":1}',X'92F0AF9A7236225DA087B48192F87074A52957A2BEA2020E7DB547105F6A8587',X'390BEF431D8D4E6EC9CD949A3B941EB0AC84AA087B2D3ED8F915380D455B44A0',4959417945525415,1832380601251029);
INSERT INTO "ledger_line" VALUES(1922813715007525,3,'BALLOT','{"at":"2026-12-18T01:00:00.000Z","consultation":"YW36Y7","payload":{"answers":{"1":"oppose"},"channel":"web","elector":8,"nonce":"45c0cd92ae6d48f4ce6d302e49da1c19"},"prev":"390bef431d8d4e6ec9cd949a3b941eb0ac84aa087b2d3ed8f915380d455b44a0","seq":3,"type":"BALLOT","v":1}',X'597F7C1177B9CE9C6E8F37FBEC5A07A366CEFA81C311AB906978E255D285F030',X'0B0C801760321BBFF2FB53B9DEB1387CE81655FD818585C153A53A5870EAD1E1',4959417945525415,2446980779325991);
INSERT INTO "ledger_line" VALUES(1922813715007525,4,'PAPER','{"at":"2026-12-18T01:00:00.000Z","consultation":"YW36Y7","payload":{"answers":{"1":"agree"},"channel":"paper","elector":7,"nonce":"d7b8c49a702ec347a806ec13372e21b6","photo":null,"serial":"00018"},"prev":"0b0c801760321bbff2fb53b9deb1387ce81655fd818585c153a53a5870ead1e1","seq":4,"type":"PAPER","v":1}',X'C8294B5970C4979DB71AB4A75458C8A40C97A043CA1B6BEA9D6EA9F0E986AA33',X'514759F4626B688E791D0671565A865BF86B6FD0A72593045A4EA8AA51A0E9C3',4959417945525415,6849385689279059);
CREATE TABLE paper_keying (
	consultation_id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	submission_id TEXT NOT NULL, 
	reading TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	keyed_by TEXT NOT NULL, 
	typist INTEGER NOT NULL, 
	keyed_at TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_paper_keying PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT fk_sheet_id FOREIGN KEY(estate_id, sheet_id) REFERENCES paper_sheet (estate_id, id), 
	CONSTRAINT uq_paper_keying_seq UNIQUE (estate_id, consultation_id, seq), 
	CONSTRAINT uq_paper_keying_submission UNIQUE (estate_id, consultation_id, submission_id), 
	CONSTRAINT uq_paper_keying_once_each UNIQUE (estate_id, sheet_id, keyed_by)
)
 STRICT

;
CREATE TABLE paper_sheet (
	consultation_id INTEGER NOT NULL, 
	elector_id INTEGER NOT NULL, 
	serial TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	photo_sha256 TEXT, 
	standing TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	settled_seq INTEGER, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_paper_sheet PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_paper_sheet_settled_has_outcome CHECK ((outcome <> '') = (standing IN ('confirmed', 'decided')) AND (outcome <> '') = (settled_seq IS NOT NULL)), 
	CONSTRAINT ck_paper_sheet_outcome_known CHECK (outcome IN ('', 'counted', 'double', 'invalid')), 
	CONSTRAINT ck_paper_sheet_standing_known CHECK (standing IN ('pending', 'mismatch', 'undecided', 'confirmed', 'decided')), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT fk_elector_id FOREIGN KEY(estate_id, elector_id) REFERENCES elector (estate_id, id), 
	CONSTRAINT uq_paper_sheet_serial UNIQUE (estate_id, consultation_id, serial)
)
 STRICT

;
CREATE TABLE photo (
	estate_id INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	jpeg BLOB NOT NULL, 
	kept_at TEXT NOT NULL, 
	kept_by TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_photo PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_photo_estate FOREIGN KEY(estate_id) REFERENCES estate (id), 
	CONSTRAINT uq_photo_once UNIQUE (estate_id, sha256)
)
 STRICT

;
CREATE TABLE printing (
	consultation_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	language TEXT NOT NULL, 
	building TEXT NOT NULL, 
	rooms TEXT NOT NULL, 
	which TEXT NOT NULL, 
	text_hash TEXT NOT NULL, 
	pages INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	state TEXT NOT NULL, 
	done INTEGER NOT NULL, 
	total INTEGER NOT NULL, 
	"by" TEXT NOT NULL, 
	at TEXT NOT NULL, 
	ended_at TEXT, 
	reason TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_printing PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_printing_state_known CHECK (state IN ('waiting', 'running', 'done', 'cancelled', 'failed')), 
	CONSTRAINT ck_printing_done_within_total CHECK (done >= 0 AND done <= total), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id)
)
 STRICT

;
CREATE TABLE printing_part (
	printing_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	buildings TEXT NOT NULL, 
	electors TEXT NOT NULL, 
	pages INTEGER NOT NULL, 
	size INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	made_at TEXT, 
	fetched_at TEXT, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, text_hash TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_printing_part PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_printing_id FOREIGN KEY(estate_id, printing_id) REFERENCES printing (estate_id, id) ON DELETE CASCADE, 
	CONSTRAINT uq_printing_part_number UNIQUE (estate_id, printing_id, number)
)
 STRICT

;
CREATE TABLE proxy_mandate (
	consultation_id INTEGER NOT NULL, 
	principal_id INTEGER NOT NULL, 
	agent_id INTEGER, 
	agent_name TEXT NOT NULL, 
	signed_on TEXT NOT NULL, 
	valid_until TEXT NOT NULL, 
	document TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	entered_by TEXT NOT NULL, 
	entered_at TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, photo TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_proxy_mandate PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_proxy_mandate_agent_named CHECK (agent_id IS NOT NULL OR agent_name <> ''), 
	CONSTRAINT ck_proxy_mandate_not_for_oneself CHECK (agent_id IS NULL OR agent_id <> principal_id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT fk_principal_id FOREIGN KEY(estate_id, principal_id) REFERENCES elector (estate_id, id), 
	CONSTRAINT uq_proxy_mandate_principal UNIQUE (estate_id, consultation_id, principal_id)
)
 STRICT

;
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
INSERT INTO "question" VALUES(1922813715007525,1,'{"number": 1, "type": "consent", "title": {"zh": "\u662f\u5426\u540c\u610f\u589e\u8bbe\u5145\u7535\u6869\uff1f", "en": "Shall chargers be added?"}, "body": {}, "options": [], "can_refuse": false}',4959417945525415,711139088316505);
INSERT INTO "question" VALUES(1922813715007525,2,'{"number": 2, "type": "choose-one", "title": {"zh": "\u8f66\u68da\u9876\u6750\u8d28", "en": "Roof of the shed"}, "body": {}, "options": [{"key": "1", "label": {"zh": "\u5f69\u94a2\u677f", "en": "Steel sheet"}, "note": {}, "cost": 3800000}, {"key": "2", "label": {"zh": "\u9633\u5149\u677f", "en": "Polycarbonate"}, "note": {}, "cost": 4500000}], "can_refuse": true}',4959417945525415,1821191017432347);
CREATE TABLE registered_fingerprint (
	consultation_id INTEGER NOT NULL, 
	device_id INTEGER NOT NULL, 
	fingerprint TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	registered_at TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_registered_fingerprint PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT uq_registered_fingerprint_once UNIQUE (estate_id, consultation_id, fingerprint)
)
 STRICT

;
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
INSERT INTO "roll" VALUES(4959417945525415,1,'2026-10-17 01:00:00.000000','钱敏','业主名册.xlsx','59865ed8c9292c3c992ebd178ef7a4ba9da4ea1096840773dc81283bc2e2e42e',21,6535564597447685);
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
INSERT INTO "roll_unit" VALUES(6535564597447685,'1','','101','dwelling',5432,'register','person','[["\u9648\u6842\u82b3", "1952"]]','[]','',4959417945525415,5557453465677849);
INSERT INTO "roll_unit" VALUES(6535564597447685,'1','','102','dwelling',9000,'register','person','[["\u5218\u4e09\u7acb", "3377"]]','[]','',4959417945525415,7697359027200731);
INSERT INTO "roll_unit" VALUES(6535564597447685,'1','','202','dwelling',9000,'register','person','[["\u5218\u4e09\u7acb", "3377"]]','[]','',4959417945525415,356913629607267);
INSERT INTO "roll_unit" VALUES(6535564597447685,'2','','102','dwelling',12000,'register','person','[["\u5218\u4e09\u7acb", "3377"]]','[]','',4959417945525415,2468330345919055);
INSERT INTO "roll_unit" VALUES(6535564597447685,'1','','201','dwelling',5432,'register','person','[["\u9a6c\u5efa\u56fd", "2209"]]','[]','',4959417945525415,7402662911637885);
INSERT INTO "roll_unit" VALUES(6535564597447685,'1','','302','dwelling',4815,'register','public-housing','[["\u91cc\u5f04\u516c\u623f\u7ba1\u7406\u6240", ""]]','[]','',4959417945525415,6187504306166571);
INSERT INTO "roll_unit" VALUES(6535564597447685,'1','','商铺1','shop',3650,'register','organisation','[["\u5468\u8bb0\u9762\u9986", ""]]','[]','',4959417945525415,3113143222921925);
INSERT INTO "roll_unit" VALUES(6535564597447685,'2','','201','dwelling',8800,NULL,'person','[["\u5b59\u7acb", "5501"], ["\u5434\u654f", "5502"]]','[]','',4959417945525415,7303490975151983);
INSERT INTO "roll_unit" VALUES(6535564597447685,'2','','202','dwelling',8800,'register','person','[["\u8d75\u53ef", "8021"]]','[]','',4959417945525415,3687532144485873);
INSERT INTO "roll_unit" VALUES(6535564597447685,'2','','301','dwelling',8800,'register','person','[["\u6c88\u6885", "4410"]]','[]','',4959417945525415,6847684037363733);
INSERT INTO "roll_unit" VALUES(6535564597447685,'2','','501','dwelling',10250,'register','developer','[["\u68a7\u6850\u7f6e\u4e1a\u6709\u9650\u516c\u53f8", ""]]','[]','',4959417945525415,5128338660207157);
INSERT INTO "roll_unit" VALUES(6535564597447685,'2','','502','dwelling',10250,'register','developer','[["\u68a7\u6850\u7f6e\u4e1a\u6709\u9650\u516c\u53f8", ""]]','[]','',4959417945525415,5921049106583131);
INSERT INTO "roll_unit" VALUES(6535564597447685,'2','','601','dwelling',10250,'register','developer','[["\u68a7\u6850\u7f6e\u4e1a\u6709\u9650\u516c\u53f8", ""]]','[]','',4959417945525415,4340158979610693);
INSERT INTO "roll_unit" VALUES(6535564597447685,'2','','602','dwelling',10250,'register','developer','[["\u68a7\u6850\u7f6e\u4e1a\u6709\u9650\u516c\u53f8", ""]]','[]','',4959417945525415,4379887920424515);
INSERT INTO "roll_unit" VALUES(6535564597447685,'1','','301','dwelling',6000,'register','person','[["\u90d1\u7231\u534e", "700"]]','[]','',4959417945525415,4046050671945411);
INSERT INTO "roll_unit" VALUES(6535564597447685,'1','','401','dwelling',6512,'register','person','[["\u51af\u6d77", "701"]]','[]','',4959417945525415,753607858797419);
INSERT INTO "roll_unit" VALUES(6535564597447685,'1','','402','dwelling',7024,'register','person','[["\u891a\u7389\u5170", "702"]]','[]','',4959417945525415,7703743089163273);
INSERT INTO "roll_unit" VALUES(6535564597447685,'2','','302','dwelling',7536,'register','person','[["\u536b\u4e1c", "703"]]','[]','',4959417945525415,1635150190994229);
INSERT INTO "roll_unit" VALUES(6535564597447685,'2','','401','dwelling',8048,'register','person','[["\u848b\u6587", "704"]]','[]','',4959417945525415,3573236371617499);
INSERT INTO "roll_unit" VALUES(6535564597447685,'2','','402','dwelling',8560,'register','person','[["\u97e9\u96ea", "705"]]','[]','',4959417945525415,2293819738201609);
INSERT INTO "roll_unit" VALUES(6535564597447685,'车库','','B1-07','parking',1350,'register','person','[["\u8d75\u53ef", "8021"]]','[]','',4959417945525415,477183695475335);
CREATE TABLE service_attempt (
	consultation_id INTEGER NOT NULL, 
	elector_id INTEGER NOT NULL, 
	method TEXT NOT NULL, 
	at TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	relation TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	recorded_by TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, photo TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_service_attempt PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_service_attempt_method_known CHECK (method IN ('in-person', 'registered-post', 'letterbox', 'not-home', 'refused')), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT fk_elector_id FOREIGN KEY(estate_id, elector_id) REFERENCES elector (estate_id, id)
)
 STRICT

;
CREATE TABLE service_withdrawal (
	consultation_id INTEGER NOT NULL, 
	attempt_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	withdrawn_by TEXT NOT NULL, 
	withdrawn_at TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_service_withdrawal PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_attempt_id FOREIGN KEY(estate_id, attempt_id) REFERENCES service_attempt (estate_id, id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT uq_service_withdrawal_once UNIQUE (estate_id, attempt_id)
)
 STRICT

;
CREATE TABLE settlement (
	consultation_id INTEGER NOT NULL, 
	elector_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	decision TEXT NOT NULL, 
	answers TEXT, 
	salt TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	settled_by TEXT NOT NULL, 
	settled_at TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, duplicate INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_settlement PRIMARY KEY (estate_id, id), 
	CONSTRAINT ck_settlement_decision_known CHECK (decision IN ('first-stands', 'second-counts', 'neither-counts')), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT fk_elector_id FOREIGN KEY(estate_id, elector_id) REFERENCES elector (estate_id, id), 
	CONSTRAINT uq_settlement_seq UNIQUE (estate_id, consultation_id, seq)
)
 STRICT

;
CREATE TABLE sheet_reconciliation (
	consultation_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	figures TEXT NOT NULL, 
	explanation TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	signed_by TEXT NOT NULL, 
	signed_at TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_sheet_reconciliation PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT uq_sheet_reconciliation_seq UNIQUE (estate_id, consultation_id, seq)
)
 STRICT

;
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
CREATE TABLE tenant_opinion (
	consultation_id INTEGER NOT NULL, 
	building TEXT NOT NULL, 
	entrance TEXT NOT NULL, 
	room TEXT NOT NULL, 
	submission_id TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	receipt TEXT NOT NULL, 
	answers TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	given_at TEXT NOT NULL, 
	entered_by TEXT NOT NULL, 
	estate_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_tenant_opinion PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT uq_tenant_opinion_home UNIQUE (estate_id, consultation_id, building, entrance, room), 
	CONSTRAINT uq_tenant_opinion_seq UNIQUE (estate_id, consultation_id, seq), 
	CONSTRAINT uq_tenant_opinion_submission UNIQUE (estate_id, consultation_id, submission_id)
)
 STRICT

;
CREATE TABLE "uncounted_ballot" (
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
	answers TEXT, 
	salt TEXT, 
	seq INTEGER, 
	CONSTRAINT pk_uncounted_ballot PRIMARY KEY (estate_id, id), 
	CONSTRAINT fk_consultation_id FOREIGN KEY(estate_id, consultation_id) REFERENCES consultation (estate_id, id), 
	CONSTRAINT uq_uncounted_submission UNIQUE (estate_id, consultation_id, submission_id), 
	CONSTRAINT ck_uncounted_ballot_reason_known CHECK (reason IN ('late', 'double', 'spoilt', 'unsigned', 'unauthorised', 'copied', 'blank'))
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
CREATE UNIQUE INDEX uq_ballot_receipt ON ballot (receipt);
CREATE INDEX ix_elector_unit_elector ON elector_unit (estate_id, elector_id);
CREATE TRIGGER ledger_line_no_update BEFORE UPDATE ON ledger_line BEGIN SELECT RAISE(ABORT, 'the book is never changed'); END;
CREATE TRIGGER ledger_line_no_delete BEFORE DELETE ON ledger_line BEGIN SELECT RAISE(ABORT, 'the book is never changed'); END;
CREATE INDEX ix_proxy_mandate_agent ON proxy_mandate (estate_id, consultation_id, agent_id);
CREATE INDEX ix_service_attempt_elector ON service_attempt (estate_id, consultation_id, elector_id);
CREATE INDEX ix_settlement_elector ON settlement (estate_id, consultation_id, elector_id);
CREATE UNIQUE INDEX uq_tenant_opinion_receipt ON tenant_opinion (receipt);
CREATE INDEX ix_printing_consultation ON printing (estate_id, consultation_id, at);
CREATE INDEX ix_doorstep_entry_status ON doorstep_entry (estate_id, status, received_at);
CREATE INDEX ix_doorstep_entry_submission ON doorstep_entry (estate_id, submission_id);
CREATE INDEX ix_device_staff ON device (estate_id, staff_id);
CREATE INDEX ix_correction_elector ON correction (estate_id, consultation_id, elector_id);
CREATE INDEX ix_former_ballot_elector ON former_ballot (estate_id, consultation_id, elector_id);
CREATE UNIQUE INDEX uq_former_ballot_receipt ON former_ballot (receipt);
CREATE INDEX ix_service_withdrawal_consultation ON service_withdrawal (estate_id, consultation_id);
CREATE INDEX ix_paper_sheet_standing ON paper_sheet (estate_id, consultation_id, standing);
CREATE INDEX ix_paper_keying_typist ON paper_keying (estate_id, consultation_id, keyed_by);
CREATE INDEX ix_uncounted_reason ON uncounted_ballot (estate_id, consultation_id, reason);
COMMIT;
