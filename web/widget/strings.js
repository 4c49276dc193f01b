// @ts-check
// What the widget says, in three languages.

/** @typedef {'en' | 'zh-Hant' | 'zh-Hans'} Language */

/** Each text in English, traditional and simplified Chinese. */
const TEXTS = /** @satisfies {Record<string, [string, string, string]>} */ ({
  launcher: ['Ask about our policies', '查詢公司政策', '查询公司政策'],
  title: ['Policy assistant', '政策助理', '政策助手'],
  aiBadge: ['AI', 'AI', 'AI'],
  close: ['Close', '關閉', '关闭'],
  language: ['Language', '語言', '语言'],
  conversation: ['Conversation', '對話內容', '对话内容'],
  menu: ['Your conversation', '您的對話', '您的对话'],
  kept: [
    'It is kept in this tab until you close it, and on our server for a limited time.',
    '對話會保留在此分頁，直至您關閉為止；我們的伺服器亦會保留一段有限時間。',
    '对话会保留在此标签页，直到您关闭为止；我们的服务器也会保留一段有限时间。',
  ],
  download: ['Download as text', '下載為文字檔', '下载为文本文件'],
  deleteWhat: [
    'Delete it from this tab and from our server? What you sent to our team stays with them.',
    '要從此分頁及我們的伺服器刪除對話嗎？您已傳送給客服團隊的內容不受影響。',
    '要从此标签页和我们的服务器删除对话吗？您已发送给客服团队的内容不受影响。',
  ],
  delete: ['Delete conversation', '刪除對話', '删除对话'],
  deleted: ['The conversation was deleted.', '對話已刪除。', '对话已删除。'],
  deleteFailed: [
    'Our server could not be reached, so nothing was deleted. Please try again.',
    '無法連接我們的伺服器，因此未有刪除任何內容，請重試。',
    '无法连接我们的服务器，因此未删除任何内容，请重试。',
  ],
  disclosure: [
    "You're chatting with an AI assistant, not a person. It answers only from {company}'s published policies, shows the exact passage, and can make mistakes.",
    '您正在與 AI 助理（並非真人）對話。它只根據 {company} 已公布的政策作答，並附上原文出處，但仍可能出錯。',
    '您正在与 AI 助手（并非真人）对话。它只根据 {company} 已公布的政策作答，并附上原文出处，但仍可能出错。',
  ],
  dataHint: [
    "Please don't enter passwords, ID numbers or card numbers.",
    '請勿輸入密碼、身份證號碼或信用卡號碼。',
    '请勿输入密码、身份证号或银行卡号。',
  ],
  starters: ['You could ask', '您可以這樣問', '您可以这样问'],
  starter1: ['Do you sell my personal information?', '你們會出售我的個人資料嗎？', '你们会出售我的个人信息吗？'],
  starter2: ['What information do you collect about me?', '你們會收集我的哪些資料？', '你们会收集我的哪些信息？'],
  starter3: ['How can I have my data deleted?', '如何要求刪除我的個人資料？', '如何要求删除我的个人信息？'],
  starter4: ['When can I reach your support team?', '客服團隊的服務時間是什麼時候？', '客服团队的服务时间是什么时候？'],
  composer: ['Your question', '您的問題', '您的问题'],
  placeholder: ['Ask about our policies…', '查詢公司政策……', '查询公司政策……'],
  send: ['Send', '傳送', '发送'],
  stop: ['Stop', '停止', '停止'],
  counter: ['{n} of {max} characters', '{n}／{max} 字', '{n}／{max} 字'],
  tooLong: [
    'Please shorten your question to {max} characters.',
    '請將問題縮短至 {max} 字以內。',
    '请将问题缩短至 {max} 字以内。',
  ],
  contact: ['Contact our team', '聯絡客服團隊', '联系客服团队'],
  privacy: ['Privacy policy', '私隱政策', '隐私政策'],
  newTab: ['(opens in a new tab)', '（在新分頁開啟）', '（在新标签页打开）'],
  youAsked: ['You asked', '您的提問', '您的提问'],
  answered: ['Policy assistant answered', '政策助理的回答', '政策助手的回答'],
  searching: ['Searching the policies…', '正在搜尋政策文件……', '正在检索政策文件……'],
  checking: ['Checking each sentence against the policy text…', '正在逐句核對政策原文……', '正在逐句核对政策原文……'],
  more: ['More below', '下方還有內容', '下方还有内容'],
  sources: ['Sources ({n})', '出處（{n}）', '出处（{n}）'],
  source: ['Source [{n}]', '出處 [{n}]', '出处 [{n}]'],
  citation: ['Source [{n}]: {where}. Show quote.', '出處 [{n}]：{where}。顯示原文。', '出处 [{n}]：{where}。显示原文。'],
  section: ['section {section}', '第 {section} 節', '第 {section} 节'],
  between: [', ', '，', '，'],
  quotation: ['“{quote}”', '「{quote}」', '“{quote}”'],
  version: ['Version {version}', '版本 {version}', '版本 {version}'],
  back: ['Back to the conversation', '返回對話', '返回对话'],
  quoted: ['Quoted passage', '引用段落', '引用段落'],
  prevailing: ['Prevailing text ({language})', '以此版本為準（{language}）', '以此版本为准（{language}）'],
  prevails: ['Where the two differ, this text prevails.', '如兩者有出入，以此版本為準。', '如两者有出入，以此版本为准。'],
  unofficial: [
    'The same passage translated into the prevailing language ({language})',
    '同一段落的{language}譯本（以該語言的官方文本為準）',
    '同一段落的{language}译本（以该语言的官方文本为准）',
  ],
  status_reference_translation: ['Reference translation', '參考譯本', '参考译本'],
  status_working_translation: ['Working translation', '非官方譯本', '非官方译本'],
  status_official: ['Official text', '官方文本', '官方文本'],
  loadingPassage: ['Loading the whole passage…', '正在載入完整段落……', '正在加载完整段落……'],
  passageFailed: [
    'The whole passage could not be loaded. This is the quoted part.',
    '無法載入完整段落，以下為引用部分。',
    '无法加载完整段落，以下为引用部分。',
  ],
  passageChanged: [
    'The published text has changed since this answer. This is the part that was quoted.',
    '回答後公布的文本已有更改，以下為當時引用的部分。',
    '回答后公布的文本已有更改，以下为当时引用的部分。',
  ],
  openPolicy: ['Open the full policy', '開啟完整政策', '打开完整政策'],
  written: [
    'Written by AI; every sentence was checked against the passage it cites. The policy itself prevails.',
    '由 AI 撰寫，每句均已與所引段落核對；一切以政策原文為準。',
    '由 AI 撰写，每句均已与所引段落核对；一切以政策原文为准。',
  ],
  quotes: [
    'Word for word from the policy, selected by an AI assistant.',
    '逐字引自政策文本，由 AI 助理選取。',
    '逐字引自政策文本，由 AI 助手选取。',
  ],
  reviewed: ['Reviewed by our team', '經客服團隊審核', '经客服团队审核'],
  notice_ai_generated: ['Answered by an AI assistant.', '由 AI 助理回答。', '由 AI 助手回答。'],
  notice_reference_translation: [
    'The quoted text is a reference translation. Another language version prevails.',
    '引文出自參考譯本，以另一語言版本為準。',
    '引文出自参考译本，以另一语言版本为准。',
  ],
  notice_working_translation: [
    'The quoted text is a working translation, not an official one.',
    '引文出自非官方譯本，並非官方文本。',
    '引文出自非官方译本，并非官方文本。',
  ],
  notice_other_language: [
    'This policy is not available in your language, so it is quoted in another one.',
    '此政策沒有您所用語言的版本，因此引用另一語言的文本。',
    '此政策没有您所用语言的版本，因此引用另一语言的文本。',
  ],
  notice_language_versions_differ: [
    'The language versions of this clause differ. The prevailing version applies. Ask our team if it matters to you.',
    '此條款的各語言版本內容不一致，一切以政策訂明的語言版本為準。如有疑問，請向客服團隊查詢。',
    '此条款的各语言版本内容不一致，一切以政策指明的语言版本为准。如有疑问，请咨询客服团队。',
  ],
  abstainBody: [
    "I'd rather not guess. Here is what comes closest, or ask our team.",
    '為免誤導，我不會臆測。以下是最接近的內容，您也可以聯絡客服團隊。',
    '为免误导，我不会臆测。以下是最接近的内容，您也可以联系客服团队。',
  ],
  closest: ['Closest passages', '最接近的段落', '最接近的段落'],
  handoffTitle: ['Ask our team', '聯絡客服團隊', '联系客服团队'],
  comma: [', ', '、', '、'],
  rightsHandoff: ['Your right: {right}', '您的權利：{right}', '您的权利：{right}'],
  rightsBody: [
    'A person must handle such a request; I cannot.',
    '這類要求須由專人處理，我無法代辦。',
    '这类请求须由专人处理，我无法代办。',
  ],
  handoffBody: ['A person on our team can answer this.', '客服人員可以解答這個問題。', '客服人员可以解答这个问题。'],
  orMail: ['Or write to', '或電郵至', '或发邮件至'],
  makeRequest: ['Make this request here', '在此提出要求', '在此提出请求'],
  writeMessage: ['Write a message here', '在此留言', '在此留言'],
  askRights: ['Your data rights', '行使資料權利', '行使信息权利'],
  waiting: ['Not confirmed yet: {reference}', '尚未確認：{reference}', '尚未确认：{reference}'],
  resume: ['Enter the code', '輸入驗證碼', '输入验证码'],
  formFailed: [
    'The form cannot be loaded right now. What you entered is kept.',
    '目前無法載入表格。您填寫的內容已保留。',
    '目前无法加载表单。您填写的内容已保留。',
  ],
  noIdDocs: [
    "Please don't send identity documents yet. We'll tell you a safe way if we need proof.",
    '請先不要傳送身份證明文件；如需核實身份，我們會提供安全的方式。',
    '请先不要发送身份证件；如需核实身份，我们会提供安全的方式。',
  ],
  hours: ['Support hours: {hours}', '服務時間：{hours}', '服务时间：{hours}'],
  openNow: ['Our team is available now.', '客服團隊目前在線。', '客服团队目前在线。'],
  nextOpen: ['Our team is back {when}.', '客服團隊將於 {when} 恢復服務。', '客服团队将于 {when} 恢复服务。'],
  closedNow: ['Our team is away right now.', '目前不在服務時間內。', '目前不在服务时间内。'],
  mailSubject: ['Question about your policies ({id})', '有關貴公司政策的問題（{id}）', '有关贵公司政策的问题（{id}）'],
  rightsSubject: [
    'Request about my personal data: {right} ({id})',
    '有關我個人資料的要求：{right}（{id}）',
    '有关我个人信息的请求：{right}（{id}）',
  ],
  right_access: ['access to your data or a copy of it', '查閱您的資料或索取副本', '查阅您的信息或获取副本'],
  right_rectification: ['correction of your data', '更正您的資料', '更正您的信息'],
  right_erasure: ['deletion of your data', '刪除您的資料', '删除您的信息'],
  right_restriction: ['restriction of the use of your data', '限制處理您的資料', '限制处理您的信息'],
  right_portability: ['a copy of your data in a common format', '以常用格式取得您的資料副本', '以常用格式获取您的信息副本'],
  right_objection: ['objection to the use of your data', '反對處理您的資料', '反对处理您的信息'],
  copy: ['Copy with sources', '複製（連出處）', '复制（含出处）'],
  copied: ['Copied', '已複製', '已复制'],
  copyFailed: ['Copying is not possible here', '此處無法複製', '此处无法复制'],
  helpful: ['Did this answer your question?', '這個回答解答了您的問題嗎？', '这个回答解决了您的问题吗？'],
  yes: ['Yes', '是', '是'],
  no: ['No', '否', '否'],
  why: ['What is wrong with it?', '問題出在哪裏？', '问题出在哪里？'],
  reason_wrong: ['Wrong', '內容有誤', '内容有误'],
  reason_incomplete: ['Incomplete', '不完整', '不完整'],
  reason_unsupported: ["Source doesn't support it", '出處不支持此說法', '出处不支持此说法'],
  reason_unrelated: ['Not what I asked', '答非所問', '答非所问'],
  thanks: ['Thank you for telling us.', '謝謝您的意見。', '谢谢您的反馈。'],
  feedbackFailed: ['This could not be sent. Please try again.', '無法傳送，請重試。', '无法发送，请重试。'],
  stopped: ['You stopped this answer.', '您已停止這個回答。', '您已停止这个回答。'],
  retry: ['Try again', '重試', '重试'],
  retryIn: ['Try again in {s} s', '{s} 秒後可重試', '{s} 秒后可重试'],
  failure_offline: [
    'You seem to be offline. Your question is kept – try again when you are connected.',
    '您似乎已離線。您的問題已保留，連線後請重試。',
    '您似乎已离线。您的问题已保留，联网后请重试。',
  ],
  failure_unreachable: [
    'The assistant cannot be reached right now. Your question is kept – please try again.',
    '目前無法連接助理。您的問題已保留，請重試。',
    '目前无法连接助手。您的问题已保留，请重试。',
  ],
  failure_cut: [
    'The connection was lost before the answer was complete. Your question is kept.',
    '回答完成前連線中斷。您的問題已保留。',
    '回答完成前连接中断。您的问题已保留。',
  ],
  failure_limited: [
    'Too many questions. Please try again in {s} seconds.',
    '提問過於頻繁，請於 {s} 秒後再試。',
    '提问过于频繁，请在 {s} 秒后再试。',
  ],
  failure_busy: [
    'The assistant is busy. Please try again in {s} seconds.',
    '助理目前繁忙，請於 {s} 秒後再試。',
    '助手目前繁忙，请在 {s} 秒后再试。',
  ],
  failure_invalid: [
    'This question could not be read. Please word it differently.',
    '無法讀取這個問題，請換個說法。',
    '无法读取这个问题，请换个说法。',
  ],
  failure_tooLong: ['This question is too long. Please shorten it.', '問題太長，請縮短後再試。', '问题太长，请缩短后再试。'],
  failure_refused: [
    'This site is not allowed to use the assistant at the moment.',
    '此網站目前未獲准使用助理。',
    '此网站目前未获准使用助手。',
  ],
  failure_server: [
    'Something went wrong on our side. Your question is kept – please try again.',
    '我們的系統出現問題。您的問題已保留，請重試。',
    '我们的系统出现问题。您的问题已保留，请重试。',
  ],
  keptSegments: [
    'What is shown above was checked and stands.',
    '以上已顯示的內容均經核對，仍然有效。',
    '以上已显示的内容均经核对，仍然有效。',
  ],
  in_en: ['English', '英文', '英文'],
  in_zh_Hant: ['Traditional Chinese', '繁體中文', '繁体中文'],
  in_zh_Hans: ['Simplified Chinese', '簡體中文', '简体中文'],
  moment: ['{w}, {m} {d} at {t} ({z})', '{n}月{d}日星期{c} {t}（{z}）', '{n}月{d}日星期{c} {t}（{z}）'],
  requestId: ['Reference for our team: {id}', '供客服查詢的編號：{id}', '供客服查询的编号：{id}'],
  srAnswer: ['Policy assistant: {text}', '政策助理：{text}', '政策助手：{text}'],
  srSources: ['{n} sources.', '共 {n} 個出處。', '共 {n} 个出处。'],
  srSource: ['One source.', '共 1 個出處。', '共 1 个出处。'],
  latest: ['Only the latest questions are here.', '此處只有最近的提問。', '此处只有最近的提问。'],
});

/** @typedef {Record<keyof typeof TEXTS, string>} Strings */

/** Each language by its own name, as people look for it in a menu, in the order of the texts. @type {Record<Language, string>} */
const LANGUAGE_NAMES = { en: 'English', 'zh-Hant': '繁體中文', 'zh-Hans': '简体中文' };

/** Each language's texts, once it was wanted. @type {Map<Language, Strings>} */
const STRINGS = new Map();

/** @param {Language} language @returns {Strings} */
function stringsOf(language) {
  let strings = STRINGS.get(language);
  if (!strings) {
    const at = Object.keys(LANGUAGE_NAMES).indexOf(language);
    strings = /** @type {Strings} */ (Object.fromEntries(Object.entries(TEXTS).map(([name, texts]) => [name, texts[at]])));
    STRINGS.set(language, strings);
  }
  return strings;
}

/**
 * The words for a name the server chose (a reason, a right, a notice), or nothing where this version does not know it.
 * @param {Strings} strings @param {string} key
 */
function optionalText(strings, key) {
  return Object.hasOwn(strings, key) ? strings[/** @type {keyof Strings} */ (key)] : '';
}

/** @param {string} template @param {Record<string, string | number>} values */
function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
