"""The word of the day (今日口令): an easy word that pages, leaders and the board's digest say alike on one day.

It follows from the installation's secret, the estate and the date, so that nobody else can say tomorrow's.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

_LISTED = (
    "桂花 osmanthus|荷花 lotus|菊花 chrysanthemum|梅花 plum blossom|兰花 orchid|茶花 camellia|"
    "桃花 peach blossom|樱花 cherry blossom|杏花 apricot blossom|梨花 pear blossom|月季 rose|牡丹 peony|"
    "芍药 herb peony|茉莉 jasmine|百合 lily|水仙 daffodil|杜鹃 azalea|海棠 crabapple|玉兰 magnolia|"
    "紫藤 wisteria|石榴 pomegranate|葡萄 grape|苹果 apple|香蕉 banana|橘子 tangerine|柚子 pomelo|柠檬 lemon|"
    "西瓜 watermelon|甜瓜 melon|草莓 strawberry|樱桃 cherry|杨梅 bayberry|枇杷 loquat|荔枝 lychee|"
    "龙眼 longan|芒果 mango|菠萝 pineapple|椰子 coconut|红枣 red date|柿子 persimmon|核桃 walnut|"
    "板栗 chestnut|花生 peanut|瓜子 melon seed|杏仁 almond|莲子 lotus seed|芝麻 sesame|黄豆 soybean|"
    "绿豆 mung bean|红豆 red bean|蚕豆 broad bean|豌豆 pea|扁豆 flat bean|玉米 maize|小米 millet|大米 rice|"
    "麦子 wheat|面粉 flour|馒头 steamed bun|包子 stuffed bun|饺子 dumpling|馄饨 wonton|汤圆 rice ball|"
    "粽子 zongzi|月饼 mooncake|春卷 spring roll|烧饼 sesame cake|油条 dough stick|豆浆 soy milk|豆腐 tofu|"
    "白菜 cabbage|青菜 greens|菠菜 spinach|芹菜 celery|韭菜 chives|萝卜 radish|土豆 potato|番茄 tomato|"
    "茄子 aubergine|黄瓜 cucumber|南瓜 pumpkin|冬瓜 winter melon|丝瓜 loofah|苦瓜 bitter gourd|"
    "竹笋 bamboo shoot|莲藕 lotus root|香菇 mushroom|木耳 wood ear|海带 kelp|紫菜 seaweed|生姜 ginger|"
    "大蒜 garlic|洋葱 onion|香菜 coriander|花椒 pepper|酱油 soy sauce|香醋 vinegar|白糖 sugar|食盐 salt|"
    "蜂蜜 honey|绿茶 green tea|红茶 black tea|咖啡 coffee|牛奶 milk|酸奶 yoghurt|果汁 juice|"
    "开水 boiled water|豆奶 bean milk|米酒 rice wine|冰棍 ice lolly|饼干 biscuit|蛋糕 cake|面包 bread|"
    "糖果 sweet|果酱 jam|奶酪 cheese|鸡蛋 egg|年糕 new-year cake|米饭 cooked rice|稀饭 porridge|熊猫 panda|"
    "老虎 tiger|狮子 lion|大象 elephant|猴子 monkey|兔子 rabbit|松鼠 squirrel|狐狸 fox|梅鹿 deer|骆驼 camel|"
    "山羊 goat|绵羊 sheep|水牛 buffalo|骏马 horse|毛驴 donkey|公鸡 rooster|小鸭 duckling|白鹅 goose|"
    "鸽子 pigeon|燕子 swallow|麻雀 sparrow|喜鹊 magpie|黄鹂 oriole|孔雀 peacock|仙鹤 crane|天鹅 swan|海鸥 gull|"
    "鹦鹉 parrot|百灵 lark|翠鸟 kingfisher|蝴蝶 butterfly|蜜蜂 bee|蜻蜓 dragonfly|蚂蚁 ant|蟋蟀 cricket|"
    "萤火 firefly|青蛙 frog|乌龟 tortoise|金鱼 goldfish|鲤鱼 carp|鲫鱼 crucian|带鱼 hairtail|黄鱼 croaker|"
    "螃蟹 crab|河虾 shrimp|海豚 dolphin|海龟 sea turtle|海星 starfish|贝壳 shell|珊瑚 coral|太阳 sun|月亮 moon|"
    "星星 star|白云 white cloud|彩虹 rainbow|春雨 spring rain|雪花 snowflake|清风 breeze|朝霞 morning glow|"
    "晚霞 evening glow|露珠 dewdrop|晨雾 morning mist|雷声 thunder|冰雹 hail|春天 spring|夏天 summer|"
    "秋天 autumn|冬天 winter|早晨 morning|中午 noon|黄昏 dusk|夜晚 night|高山 mountain|大河 river|湖水 lake|"
    "大海 sea|小溪 brook|瀑布 waterfall|草原 grassland|沙漠 desert|森林 forest|竹林 bamboo grove|田野 field|"
    "山谷 valley|小岛 island|海滩 beach|池塘 pond|温泉 hot spring|岩石 rock|沙子 sand|泥土 soil|松树 pine|"
    "柏树 cypress|柳树 willow|杨树 poplar|梧桐 plane tree|银杏 ginkgo|枫叶 maple leaf|榕树 banyan|"
    "樟树 camphor tree|槐树 locust tree|桑叶 mulberry leaf|青草 grass|苔藓 moss|向阳 sunward|树根 root|"
    "树枝 branch|种子 seed|花瓣 petal|花园 garden|红色 red|橙色 orange|黄色 yellow|绿色 green|青色 cyan|"
    "蓝色 blue|紫色 purple|白色 white|黑色 black|灰色 grey|金色 gold|银色 silver|粉色 pink|棕色 brown|"
    "圆形 circle|方形 square|三角 triangle|直线 straight line|曲线 curve|中心 centre|东边 east|南边 south|"
    "西边 west|北边 north|上海 Shanghai|苏州 Suzhou|杭州 Hangzhou|南京 Nanjing|北京 Beijing|西安 Xi'an|"
    "成都 Chengdu|广州 Guangzhou|桂林 Guilin|昆明 Kunming|厦门 Xiamen|青岛 Qingdao|大连 Dalian|武汉 Wuhan|"
    "长沙 Changsha|洛阳 Luoyang|长江 Yangtze|黄河 Yellow River|泰山 Mount Tai|黄山 Mount Huang|外滩 Bund|"
    "豫园 Yuyuan|弄堂 lane|石桥 stone bridge|亭子 pavilion|宝塔 pagoda|城墙 city wall|码头 pier|"
    "灯塔 lighthouse|车站 station|机场 airport|邮局 post office|银行 bank|医院 hospital|学校 school|"
    "公园 park|菜场 food market|书店 bookshop|茶馆 teahouse|饭店 restaurant|剧院 theatre|影院 cinema|"
    "球场 ball court|泳池 pool|广场 plaza|马路 road|电梯 lift|楼梯 stairs|走廊 corridor|阳台 balcony|"
    "窗户 window|房门 door|屋顶 roof|地板 floor|墙壁 wall|厨房 kitchen|客厅 living room|卧室 bedroom|"
    "书房 study|桌子 table|椅子 chair|沙发 sofa|书柜 bookcase|衣柜 wardrobe|台灯 desk lamp|吊灯 ceiling lamp|"
    "镜子 mirror|窗帘 curtain|地毯 carpet|枕头 pillow|棉被 quilt|毛巾 towel|牙刷 toothbrush|肥皂 soap|"
    "梳子 comb|雨伞 umbrella|筷子 chopsticks|勺子 spoon|饭碗 bowl|盘子 plate|茶杯 teacup|茶壶 teapot|"
    "水壶 kettle|铁锅 wok|菜刀 kitchen knife|砧板 chopping board|冰箱 fridge|风扇 fan|空调 air conditioner|"
    "电视 television|收音 radio|电话 telephone|手机 mobile phone|电脑 computer|相机 camera|钟表 clock|"
    "闹钟 alarm clock|日历 calendar|地图 map|报纸 newspaper|杂志 magazine|书本 book|字典 dictionary|"
    "信封 envelope|邮票 stamp|铅笔 pencil|毛笔 brush|钢笔 fountain pen|墨水 ink|宣纸 rice paper|橡皮 eraser|"
    "直尺 ruler|剪刀 scissors|胶水 glue|书包 schoolbag|黑板 blackboard|衬衫 shirt|毛衣 sweater|外套 coat|"
    "裙子 skirt|裤子 trousers|袜子 sock|皮鞋 leather shoe|布鞋 cloth shoe|手套 glove|围巾 scarf|帽子 hat|"
    "眼镜 glasses|手表 watch|戒指 ring|项链 necklace|纽扣 button|钱包 purse|背包 backpack|箱子 suitcase|"
    "篮子 basket|钥匙 key|门铃 doorbell|信箱 letterbox|扫帚 broom|拖把 mop|水桶 bucket|抹布 cloth|梯子 ladder|"
    "锤子 hammer|螺丝 screw|钉子 nail|绳子 rope|蜡烛 candle|火柴 match|灯笼 lantern|鞭炮 firecracker|风筝 kite|"
    "陀螺 spinning top|积木 toy brick|气球 balloon|足球 football|篮球 basketball|排球 volleyball|"
    "乒乓 table tennis|羽毛 feather|跳绳 skipping rope|象棋 chess|围棋 go game|麻将 mahjong|扑克 cards|"
    "钢琴 piano|吉他 guitar|二胡 erhu|笛子 flute|古筝 zither|琵琶 lute|小号 trumpet|大鼓 drum|铃铛 bell|"
    "口琴 harmonica|歌声 song|舞蹈 dance|京剧 Peking opera|越剧 Yue opera|评弹 pingtan|相声 crosstalk|"
    "皮影 shadow play|剪纸 paper cutting|书法 calligraphy|国画 ink painting|刺绣 embroidery|"
    "陶瓷 porcelain|丝绸 silk|棉花 cotton|羊毛 wool|竹篮 bamboo basket|折扇 folding fan|算盘 abacus|"
    "印章 seal|对联 couplet|汽车 car|火车 train|飞机 aeroplane|轮船 ship|帆船 sailing boat|单车 bicycle|"
    "地铁 metro|公交 bus|出租 taxi|货车 lorry|医生 doctor|护士 nurse|老师 teacher|学生 pupil|工人 worker|"
    "农民 farmer|司机 driver|厨师 cook|木匠 carpenter|裁缝 tailor|画家 painter|作家 writer|歌手 singer|"
    "邮差 postman|园丁 gardener|渔夫 fisherman|邻居 neighbour|朋友 friend|爷爷 grandpa|奶奶 grandma|"
    "开门 open door|微笑 smile|握手 handshake|散步 stroll|早操 morning exercise|晨跑 morning run|"
    "下棋 board game|钓鱼 fishing|爬山 hill walk|游泳 swimming|唱歌 singing|画画 drawing|读书 reading|"
    "写字 handwriting|种花 gardening|浇水 watering|扫地 sweeping|做饭 cooking|喝茶 tea time|聊天 chat|"
    "中秋 mid-autumn|端午 dragon boat|元宵 lantern festival|重阳 double ninth|立春 first spring day|"
    "清明 qingming|谷雨 grain rain|小满 small fullness|芒种 grain in ear|夏至 midsummer|秋分 equinox|"
    "冬至 midwinter"
)

WORDS = tuple((chinese, english) for chinese, _, english in (pair.partition(" ") for pair in _LISTED.split("|")))
"""512 words of two characters with their English twins: as many as nine bits, so that each is as likely."""


def word_of_day(secret: str, estate_code: str, day: date) -> dict[str, str]:
    """The word of an estate on a day, by language."""
    key = hmac.new(secret.encode(), f"word of the day\x1f{estate_code}\x1f{day.isoformat()}".encode(), hashlib.sha256)
    chinese, english = WORDS[int.from_bytes(key.digest()[:2]) % len(WORDS)]
    return {"zh": chinese, "en": english}
