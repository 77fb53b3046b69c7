package attribution

import "strings"

// role is what a token may be to an attribution. A token has one role or several.
type role uint32

const (
	strong   role = 1 << iota // a verb of saying: what follows is said
	medium                    // says so where a comma, a colon, a quotation mark or a strong verb follows
	adverb                    // stands between a speaker and the verb: 明确 还 又
	lead                      // stands before a speaker: 近日 此外 但
	stop                      // ends the name of a speaker: 在 就 出席 表示
	activity                  // the subject of such a verb speaks in the next clause: 出席 致辞
	bars                      // before a verb, it says that nobody says so here: 不 被 要
	pronoun                   // stands for the last person who spoke: 他
	self                      // whoever speaks, or the author: 我 我们
	vague                     // names nobody: 这 那
	placeEnd                  // ends 在…时, 在…上
	fused                     // its last character is a verb of saying that gse joins to it: 发言|人称
	stage                     // the author tells what happens: who spoke before is done
	acts                      // does what it says: 反对 谴责 敦促
	noun                      // a verb of saying that is as often a noun: 要求 建议
	takes                     // has what somebody else does for an object: 遭到反对
	text                      // a noun too, and the name of a text that speaks: 声明指出
	shows                     // may have a feeling for an object: 表示欢迎
	performs                  // what 表示 may have for an object: 欢迎 反对
)

// wordLists are the rules as data: the words of each role, in Simplified characters.
var wordLists = []struct {
	roles role
	words string
}{
	{strong | stop, `表示 指出 强调 说 称 认为 坦言 直言 重申 透露 宣称 声称 声明 写道 指 坚称 辩称 一再声明 一再表示 予以强调 强烈呼吁 当众宣布 纷纷表示 一再强调 反复强调 强调指出 明确指出
		当众表示 着重强调 着重指出 严正声明 郑重声明 郑重宣布 诉说 又称 并称 佯称 妄称 明说 直说 问道 喊道 答道 直指 反驳 
		说道 谈到 明言 断言 自称 谎称 诬称 笑言 感叹 慨叹 感慨 质问 扬言 记述 申明 告诫 叮嘱 评论`},
	{medium | stop, `介绍 解释 补充 回应 回答 答 反问 问 告诉 分析 警告 呼吁 敦促 批评 承认 建议 宣布 要求 提出
		提到 提及 讲 喊 高呼 赞扬 评价 形容 相信 质疑 指责 谴责 抨击 希望 主张 预测 预计 报道 讲述 阐述 阐明 号召 承诺
		提醒 抱怨 引述 撰文 发文 写 答复 反映 嘱咐 勉励 赞赏 肯定 祝贺`},
	{adverb, `还 也 又 亦 并 并且 则 就 曾 都 再 再次 多次 反复 一再 明确 深刻 强烈 公开 一致 随后 进一步 特别 郑重
		突出 首先 最后 同时 同样 着重 尤其 曾经 已 已经 不断 此前 始终 一直 一贯 普遍 纷纷 分别 更 仅 仅仅 只 均 甚至 当时 之后
		后来 然后 其后 接着 随即 早就 早已 大为 乃 才 笑 续 继续 续 再度 鲜明 响亮 及 而 且 不仅 不但 一向 坚定 严肃 严正 直接 坦率 高度 着力 进而 另 最近 共同 率先 却`},
	{lead, `此外 另外 另一方面 一方面 但 但是 然而 不过 同时 正如 诚如 如 而 对此 因此 所以 其中 其后 之后 随后 后来 近日 日前
		今天 今日 昨天 昨日 昨 今 明天 今晨 昨晚 上午 下午 中午 晚上 晚 早上 凌晨 周一 周二 周三 周四 周五 周六 周日 星期一
		星期二 星期三 星期四 星期五 星期六 星期日 当天 当日 同日 次日 连日来 近期 去年 今年 会上 会后
		 最近 不久前 早前 此前 稍后 至 与此同时 以前 过去 现在 如今 目前 当时 据悉 至于 于是 例如 比如 譬如 并 又 还 也 亦 年 月 日 时 号 分`},
	{stop, `在 就 对 对于 向 于 从 以 针对 关于 根据 按照 随着 通过 由 应 同 跟 为 为了 将 把 被 让 令 使 是 有 用 因 因为 发声明 围绕 紧紧 立足 着眼 把握 聚焦 建立 总结 制定 坚决
		曾 已 已经 正在 仍 一直 始终 多次 再次 反复 明确 深刻 还 也 又 亦 则 都 并 并且 而 可 能 会 要 应该 必须 没有 不 未 只 仅
		今天 今日 昨天 昨日 昨 今 日前 近日 近期 最近 上午 下午 晚间 当天 当日 同日 周一 周二 周三 周四 周五 周六 周日 星期一 星期二
		星期三 星期四 星期五 星期六 星期日 此前 早前 不久前 随后 一致 强烈 公开 郑重 首先 最后 专门 曾经 一度 进行 予以 给予
		获 成为 作为 对此 持续 发声 支持 拥护 高度 积极 主动 充分 全面 认真 深入 感谢 祝愿 送别 关注 受访 前来 来华 发帖 撰稿 率先 相继 先后 分别 当即 立即 做出 作出 受 受到 得知 看到 听到 开展 推动 实现 坚持 需要 希望 愿 愿意 祝 感到 继续 不仅 不但 一向 均 应当 更是 高度评价 深切 了解 来到 刊 加强 推进 表达 使用 毫不 更 仅仅`},
	{stop | activity, `出席 主持 会见 参加 考察 调研 视察 发表 讲话 致辞 致词 演讲 接受 访问 看望 慰问 举行 会谈 交谈 走访 来到
		到 赴 前往 听取 审议 发言 致信 致电 发布 召开 主讲 抵达 率 率领 检阅 观看 参观 宣读 宣誓 率团 见 会面 通话 发 出版 刊登 刊发 播发
		播出 刊载 上载 撰写 举行会谈 出席观看 发表声明 发表意见 发表演说 发表谈话 举行仪式
		举行座谈 发表文章 作出指示 发表议论 开腔 现身 出庭 召集 列席 陪同 传达 部署`},
	{bars, `不 未 没 没有 并未 从未 被 要 应 应该 必须 需 需要 可 可以 能 能够 会 不能 不会 不应 若 如果 假如 拒绝 是否 来 就是 所谓 怎么
		难 可能 敢 敢于 善于 无法 必 值得 无从 尚未 未有 不要 不得不 算 换句话 听 据 以 想 是 泛 特 专 多 请 再 乃 应当 就要 不可 只能`},
	{pronoun, `他 她`},
	{self, `我 我们 你 你们 您 咱们 笔者 自己 吾 本人`},
	{vague, `这 那 此 其 它 它们 什么 谁 这些 那些 这里 那里 这个 那个 这样 如此 之 中 上 下 个 一 本 今天 有 无论 只有 这种 那种 话 虽然 如果 即使 任何 只要 除了 文中 但因 一个 一种 第二种 第一种 种 就要 因此 由于 其实 尽管`},
	{placeEnd, `时 后 上 中 下 间 期间 时候 之际 之后 前 里 会上 后来 之时 之中 途中 当中 方面 会后 同时 讲话 内`},
	{fused, `人称 成说 时说 文说 并说 口说 辩说 评说`},
	{acts, `竭力反对 公然反对 强烈抗议 强烈呼吁 提出抗议 反对 谴责 抗议 敦促 奉劝 正告 警告 呼吁`},
	{noun, `要求 建议 希望 主张 承诺 批评 报道 预测 评价 号召`},
	{stage, `主持 出席 陪同 列席`},
	{takes, `被 体现 彰显 遭 遭到 遭受 引起 引发 不顾 导致 无视 面对 得到 招致 受到 免受`},
	{text, `声明 报道 评论 讲话`},
	{shows, `表示`},
	{performs, `欢迎 赞赏 感谢 祝贺 遗憾 关切 不满 反对 支持 慰问 哀悼 满意 高兴 抗议 谴责 敬意 理解 愤慨 同意 赞同 赞成 肯定
		衷心 诚挚 热烈 坚决 强烈 高度 严重 深切 由衷 忧虑 担忧 失望 关注 愤怒 谢意 歉意 问候 祝愿 同情 异议 质疑 怀疑 乐观`},
}

// surnames are those that stand alone for a person, or before a given name that gse cuts up.
const surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪" +
	"田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文向应区岑霍伍骆甄庄柯颜欧聂耿华关莫洪翁祝鲍"

// things are what names do not end with: what does not speak.
var things = []string{"思想", "理念", "理论", "精神", "目标", "战略", "概念", "格局", "体系", "制度", "道路", "事业", "建设",
	"发展", "改革", "关系", "问题", "情况", "事实", "历史", "实践", "时代", "现实", "数据", "原因", "方面", "富裕", "行为",
	"事件", "做法", "过程", "生活", "经济", "社会", "工作", "任务", "能力", "水平", "市场", "技术", "文化", "安全", "观念", "疫情", "现象", "优势", "全球化", "题目", "标题"}

// texts are what the names of texts end with.
var texts = []string{"会议", "报告", "文章", "公报", "通知", "意见", "决定", "白皮书", "文件", "声明", "报道", "评论", "日报", "时报"}

// words lists each word with all its roles.
func words() map[string]role {
	all := map[string]role{}
	for _, l := range wordLists {
		for _, w := range strings.Fields(l.words) {
			all[w] |= l.roles
		}
	}
	return all
}
