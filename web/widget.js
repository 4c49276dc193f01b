// @ts-check
/**
 * The RelayMe policy assistant: one custom element, one file, nothing else to load.
 *
 *   <script async src="https://bot.example/widget.js"></script>
 *       adds a launcher button to the page, unless the page places an element itself
 *   <relayme-chat mode="inline" lang="zh-Hant"></relayme-chat>
 *       fills the box it stands in
 *
 * Element attributes: `mode` (`inline`, `launcher`), `lang`, `server` (where the bot is; else where this script came from).
 * Script attributes: `data-mode="none"` (add nothing), `data-lang`.
 * Events, for the page's own use and without any visitor text: `relayme:open`, `relayme:close`, `relayme:answer`, `relayme:failure`,
 * `relayme:handoff`.
 *
 * Before the visitor asks or fills in something, nothing is stored, and nothing requested but what a form needs that was
 * opened. Afterwards the tab's session storage holds the conversation and the form. Text from the server enters the page by `textContent` alone.
 *
 * Sections: strings, text, transport, state, style, render, forms, element.
 */
(() => {
  'use strict';

  // A page may load the script twice; the first one stands.
  if (customElements.get('relayme-chat')) return;

  const ownScript = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
  const COMPANY = 'RelayMe';
  const MAX_QUESTION = 2000;
  const COUNTER_FROM = 1600;

  // ---------------------------------------------------------------- strings

  /** @typedef {'en' | 'zh-Hant' | 'zh-Hans'} Language */

  const english = {
    launcher: 'Ask about our policies',
    title: 'Policy assistant',
    aiBadge: 'AI',
    close: 'Close',
    language: 'Language',
    conversation: 'Conversation',
    disclosure:
      "You're chatting with an AI assistant, not a person. It answers only from {company}'s published policies, shows the exact passage, and can make mistakes.",
    dataHint: "Please don't enter passwords, ID numbers or card numbers.",
    starters: 'You could ask',
    starter1: 'Do you sell my personal information?',
    starter2: 'What information do you collect about me?',
    starter3: 'How can I have my data deleted?',
    starter4: 'When can I reach your support team?',
    composer: 'Your question',
    placeholder: 'Ask about our policies…',
    send: 'Send',
    stop: 'Stop',
    counter: '{n} of {max} characters',
    tooLong: 'Please shorten your question to {max} characters.',
    contact: 'Contact our team',
    privacy: 'Privacy policy',
    newTab: '(opens in a new tab)',
    youAsked: 'You asked',
    answered: 'Policy assistant answered',
    searching: 'Searching the policies…',
    checking: 'Checking each sentence against the policy text…',
    more: 'More below',
    sources: 'Sources ({n})',
    source: 'Source [{n}]',
    citation: 'Source [{n}]: {where}. Show quote.',
    section: 'section {section}',
    version: 'Version {version}',
    back: 'Back to the conversation',
    quoted: 'Quoted passage',
    prevailing: 'Prevailing text ({language})',
    prevails: 'Where the two differ, this text prevails.',
    unofficial: 'What the translation into the prevailing language says ({language})',
    status_reference_translation: 'Reference translation',
    status_working_translation: 'Working translation',
    status_official: 'Official text',
    loadingPassage: 'Loading the whole passage…',
    passageFailed: 'The whole passage could not be loaded. This is the quoted part.',
    passageChanged: 'The published text has changed since this answer. This is the part that was quoted.',
    openPolicy: 'Open the full policy',
    written: 'Written by AI; every sentence was checked against the passage it cites. The policy itself is what counts.',
    quotes: 'Word for word from the policy, selected by an AI assistant.',
    reviewed: 'Reviewed by our team',
    notice_ai_generated: 'Answered by an AI assistant.',
    notice_reference_translation: 'The quoted text is a reference translation. Another language version prevails.',
    notice_working_translation: 'The quoted text is a working translation, not an official one.',
    notice_other_language: 'This policy is not available in your language, so it is quoted in another one.',
    notice_language_versions_differ: 'The language versions of this clause do not say the same. The prevailing version is what counts; ask our team if it matters to you.',
    abstainBody: "I'd rather not guess. Here is what comes closest, or ask our team.",
    closest: 'Closest passages',
    handoffTitle: 'Ask our team',
    rightsHandoff: 'Your right: {right}',
    rightsBody: 'A person must handle such a request; I cannot.',
    handoffBody: 'A person on our team can answer this.',
    orMail: 'Or write to',
    makeRequest: 'Make this request here',
    writeMessage: 'Write a message here',
    askRights: 'Your data rights',
    waiting: 'Not confirmed: {reference}',
    resume: 'Enter the code',
    formFailed: 'The form cannot be loaded right now. What you entered is kept.',
    noIdDocs: "Please don't send identity documents yet. We'll tell you a safe way if we need proof.",
    hours: 'Support hours: {hours}',
    openNow: 'Our team is available now.',
    nextOpen: 'Our team is back {when}.',
    closedNow: 'Our team is away right now.',
    mailSubject: 'Question about your policies ({id})',
    rightsSubject: 'Request about my personal data: {right} ({id})',
    right_access: 'access to your data or a copy of it',
    right_rectification: 'correction of your data',
    right_erasure: 'deletion of your data',
    right_restriction: 'restriction of how your data is used',
    right_portability: 'your data in a form you can take elsewhere',
    right_objection: 'objection to a use of your data',
    copy: 'Copy with sources',
    copied: 'Copied',
    copyFailed: 'Copying is not possible here',
    stopped: 'You stopped this answer.',
    retry: 'Try again',
    retryIn: 'Try again in {s} s',
    failure_offline: 'You seem to be offline. Your question is kept – try again when you are connected.',
    failure_unreachable: 'The assistant cannot be reached right now. Your question is kept – please try again.',
    failure_cut: 'The connection was lost before the answer was complete. Your question is kept.',
    failure_limited: 'Too many questions. Please try again in {s} seconds.',
    failure_busy: 'The assistant is busy. Please try again in {s} seconds.',
    failure_invalid: 'This question could not be read. Please word it differently.',
    failure_tooLong: 'This question is too long. Please shorten it.',
    failure_refused: 'This site is not allowed to use the assistant at the moment.',
    failure_server: 'Something went wrong on our side. Your question is kept – please try again.',
    keptSegments: 'What is shown above was checked and stands.',
    requestId: 'Reference for our team: {id}',
    srAnswer: 'Policy assistant: {text}',
    srSources: '{n} sources.',
  };

  /** @typedef {typeof english} Strings */

  /** @type {Strings} */
  const traditional = {
    launcher: '查詢公司政策',
    title: '政策助理',
    aiBadge: 'AI',
    close: '關閉',
    language: '語言',
    conversation: '對話內容',
    disclosure: '您正在與 AI 助理對話，並非真人。它只根據 {company} 已公布的政策作答並附上原文出處，但仍可能出錯。',
    dataHint: '請勿輸入密碼、身份證號碼或信用卡號碼。',
    starters: '您可以這樣問',
    starter1: '你們會出售我的個人資料嗎？',
    starter2: '你們會收集我的哪些資料？',
    starter3: '如何要求刪除我的資料？',
    starter4: '客服團隊的服務時間是什麼時候？',
    composer: '您的問題',
    placeholder: '查詢公司政策……',
    send: '傳送',
    stop: '停止',
    counter: '{n}／{max} 字',
    tooLong: '請將問題縮短至 {max} 字以內。',
    contact: '聯絡客服團隊',
    privacy: '私隱政策',
    newTab: '（在新分頁開啟）',
    youAsked: '您的提問',
    answered: '政策助理的回答',
    searching: '正在搜尋政策文件……',
    checking: '正在逐句核對政策原文……',
    more: '下方還有內容',
    sources: '出處（{n}）',
    source: '出處 [{n}]',
    citation: '出處 [{n}]：{where}。顯示原文。',
    section: '第 {section} 節',
    version: '版本 {version}',
    back: '返回對話',
    quoted: '引用段落',
    prevailing: '具效力的版本（{language}）',
    prevails: '如兩者有出入，以此文本為準。',
    unofficial: '具效力語言的譯文所述（{language}）',
    status_reference_translation: '參考譯文',
    status_working_translation: '工作譯文',
    status_official: '正式文本',
    loadingPassage: '正在載入完整段落……',
    passageFailed: '無法載入完整段落，以下為引用部分。',
    passageChanged: '回答後公布的文本已有更改，以下為當時引用的部分。',
    openPolicy: '開啟完整政策',
    written: '由 AI 撰寫，每句均已與所引段落核對；一切以政策原文為準。',
    quotes: '逐字引自政策原文，由 AI 助理選取。',
    reviewed: '經客服團隊審核',
    notice_ai_generated: '由 AI 助理回答。',
    notice_reference_translation: '引文為參考譯文，以另一語言版本為準。',
    notice_working_translation: '引文為工作譯文，並非正式文本。',
    notice_other_language: '此政策沒有您所用語言的版本，因此引用另一語言的文本。',
    notice_language_versions_differ: '此條款的不同語言版本內容不一致，以具效力的版本為準；如有疑問，請向客服團隊查詢。',
    abstainBody: '為免誤導，我不會臆測。以下是最接近的內容，您也可以聯絡客服團隊。',
    closest: '最接近的段落',
    handoffTitle: '聯絡客服團隊',
    rightsHandoff: '您的權利：{right}',
    rightsBody: '這類要求須由專人處理，我無法代辦。',
    handoffBody: '客服人員可以解答這個問題。',
    orMail: '或寫信至',
    makeRequest: '在此提出要求',
    writeMessage: '在此留言',
    askRights: '行使資料權利',
    waiting: '{reference} 正等待輸入驗證碼。',
    resume: '輸入驗證碼',
    formFailed: '目前無法載入表格。您填寫的內容已保留。',
    noIdDocs: '請先不要寄送身份證明文件；如需核實身份，我們會提供安全的方式。',
    hours: '服務時間：{hours}',
    openNow: '客服團隊目前在線。',
    nextOpen: '客服團隊將於 {when} 恢復服務。',
    closedNow: '目前不在服務時間內。',
    mailSubject: '有關貴公司政策的問題（{id}）',
    rightsSubject: '有關我個人資料的要求：{right}（{id}）',
    right_access: '查閱您的資料或索取副本',
    right_rectification: '更正您的資料',
    right_erasure: '刪除您的資料',
    right_restriction: '限制使用您的資料',
    right_portability: '以可轉移的格式取得您的資料',
    right_objection: '反對使用您的資料',
    copy: '連同出處複製',
    copied: '已複製',
    copyFailed: '此處無法複製',
    stopped: '您已停止這個回答。',
    retry: '重試',
    retryIn: '{s} 秒後可重試',
    failure_offline: '您似乎已離線。您的問題已保留，連線後請重試。',
    failure_unreachable: '目前無法連接助理。您的問題已保留，請重試。',
    failure_cut: '回答完成前連線中斷。您的問題已保留。',
    failure_limited: '提問過於頻繁，請於 {s} 秒後再試。',
    failure_busy: '助理目前繁忙，請於 {s} 秒後再試。',
    failure_invalid: '無法讀取這個問題，請換個說法。',
    failure_tooLong: '問題太長，請縮短後再試。',
    failure_refused: '此網站目前未獲准使用助理。',
    failure_server: '我們的系統出現問題。您的問題已保留，請重試。',
    keptSegments: '以上已顯示的內容均經核對，仍然有效。',
    requestId: '供客服查詢的編號：{id}',
    srAnswer: '政策助理：{text}',
    srSources: '共 {n} 個出處。',
  };

  /** @type {Strings} */
  const simplified = {
    launcher: '查询公司政策',
    title: '政策助手',
    aiBadge: 'AI',
    close: '关闭',
    language: '语言',
    conversation: '对话内容',
    disclosure: '您正在与 AI 助手对话，并非真人。它只根据 {company} 已公布的政策作答并附上原文出处，但仍可能出错。',
    dataHint: '请勿输入密码、身份证号或银行卡号。',
    starters: '您可以这样问',
    starter1: '你们会出售我的个人信息吗？',
    starter2: '你们会收集我的哪些信息？',
    starter3: '如何要求删除我的数据？',
    starter4: '客服团队的服务时间是什么时候？',
    composer: '您的问题',
    placeholder: '查询公司政策……',
    send: '发送',
    stop: '停止',
    counter: '{n}／{max} 字',
    tooLong: '请将问题缩短至 {max} 字以内。',
    contact: '联系客服团队',
    privacy: '隐私政策',
    newTab: '（在新标签页打开）',
    youAsked: '您的提问',
    answered: '政策助手的回答',
    searching: '正在检索政策文件……',
    checking: '正在逐句核对政策原文……',
    more: '下方还有内容',
    sources: '出处（{n}）',
    source: '出处 [{n}]',
    citation: '出处 [{n}]：{where}。显示原文。',
    section: '第 {section} 节',
    version: '版本 {version}',
    back: '返回对话',
    quoted: '引用段落',
    prevailing: '具有效力的版本（{language}）',
    prevails: '如两者有出入，以此文本为准。',
    unofficial: '具有效力语言的译文所述（{language}）',
    status_reference_translation: '参考译文',
    status_working_translation: '工作译文',
    status_official: '正式文本',
    loadingPassage: '正在加载完整段落……',
    passageFailed: '无法加载完整段落，以下为引用部分。',
    passageChanged: '回答后公布的文本已有更改，以下为当时引用的部分。',
    openPolicy: '打开完整政策',
    written: '由 AI 撰写，每句均已与所引段落核对；一切以政策原文为准。',
    quotes: '逐字引自政策原文，由 AI 助手选取。',
    reviewed: '经客服团队审核',
    notice_ai_generated: '由 AI 助手回答。',
    notice_reference_translation: '引文为参考译文，以另一语言版本为准。',
    notice_working_translation: '引文为工作译文，并非正式文本。',
    notice_other_language: '此政策没有您所用语言的版本，因此引用另一语言的文本。',
    notice_language_versions_differ: '此条款的不同语言版本内容不一致，以具有效力的版本为准；如有疑问，请咨询客服团队。',
    abstainBody: '为免误导，我不会臆测。以下是最接近的内容，您也可以联系客服团队。',
    closest: '最接近的段落',
    handoffTitle: '联系客服团队',
    rightsHandoff: '您的权利：{right}',
    rightsBody: '这类请求须由专人处理，我无法代办。',
    handoffBody: '客服人员可以解答这个问题。',
    orMail: '或写信至',
    makeRequest: '在此提出请求',
    writeMessage: '在此留言',
    askRights: '行使信息权利',
    waiting: '{reference} 正等待输入验证码。',
    resume: '输入验证码',
    formFailed: '目前无法加载表单。您填写的内容已保留。',
    noIdDocs: '请先不要发送身份证件；如需核实身份，我们会提供安全的方式。',
    hours: '服务时间：{hours}',
    openNow: '客服团队目前在线。',
    nextOpen: '客服团队将于 {when} 恢复服务。',
    closedNow: '目前不在服务时间内。',
    mailSubject: '有关贵公司政策的问题（{id}）',
    rightsSubject: '有关我个人信息的请求：{right}（{id}）',
    right_access: '查阅您的信息或获取副本',
    right_rectification: '更正您的信息',
    right_erasure: '删除您的信息',
    right_restriction: '限制使用您的信息',
    right_portability: '以可转移的格式获取您的信息',
    right_objection: '反对使用您的信息',
    copy: '连同出处复制',
    copied: '已复制',
    copyFailed: '此处无法复制',
    stopped: '您已停止这个回答。',
    retry: '重试',
    retryIn: '{s} 秒后可重试',
    failure_offline: '您似乎已离线。您的问题已保留，联网后请重试。',
    failure_unreachable: '目前无法连接助手。您的问题已保留，请重试。',
    failure_cut: '回答完成前连接中断。您的问题已保留。',
    failure_limited: '提问过于频繁，请在 {s} 秒后再试。',
    failure_busy: '助手目前繁忙，请在 {s} 秒后再试。',
    failure_invalid: '无法读取这个问题，请换个说法。',
    failure_tooLong: '问题太长，请缩短后再试。',
    failure_refused: '此网站目前未获准使用助手。',
    failure_server: '我们的系统出现问题。您的问题已保留，请重试。',
    keptSegments: '以上已显示的内容均经核对，仍然有效。',
    requestId: '供客服查询的编号：{id}',
    srAnswer: '政策助手：{text}',
    srSources: '共 {n} 个出处。',
  };

  /** @type {Record<Language, Strings>} */
  const STRINGS = { en: english, 'zh-Hant': traditional, 'zh-Hans': simplified };

  /** Each language by its own name, as people look for it in a menu. @type {Record<Language, string>} */
  const LANGUAGE_NAMES = { en: 'English', 'zh-Hant': '繁體中文', 'zh-Hans': '简体中文' };

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

  // ------------------------------------------------------------------- text

  /**
   * The interface language a BCP 47 tag asks for.
   * @param {string | null | undefined} tag
   * @returns {Language | null}
   */
  function languageOf(tag) {
    const parts = (tag ?? '').toLowerCase().split(/[-_]/);
    if (parts[0] === 'en') return 'en';
    if (parts[0] === 'yue') return parts.includes('hans') ? 'zh-Hans' : 'zh-Hant';
    if (parts[0] !== 'zh') return null;
    if (parts.includes('hans')) return 'zh-Hans';
    return parts.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-Hant' : 'zh-Hans';
  }

  /** Own attribute, else the nearest ancestor's (through shadow roots), else the browser's. @param {Element} element @returns {Language} */
  function languageFor(element) {
    for (let node = /** @type {Element | null} */ (element); node;) {
      const tag = node.getAttribute('lang');
      // The nearest one decides even where it is a language this widget does not speak.
      if (tag) return languageOf(tag) ?? browserLanguage();
      const root = node.getRootNode();
      node = node.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    }
    return browserLanguage();
  }

  /** @returns {Language} */
  function browserLanguage() {
    for (const tag of navigator.languages) {
      const language = languageOf(tag);
      if (language) return language;
    }
    return 'en';
  }

  /** How a language is called in the visitor's own. @param {string} tag @param {Language} visitor */
  function languageName(tag, visitor) {
    try {
      return new Intl.DisplayNames([visitor], { type: 'language' }).of(tag) ?? tag;
    } catch {
      return tag;
    }
  }

  /** Length as the server counts it: code points, so that an emoji or a rare character counts once. @param {string} text */
  function codePoints(text) {
    let count = 0;
    for (const _ of text) count += 1;
    return count;
  }

  /**
   * A passage cut into what stands before the quote, the quote, and what follows.
   * Positions are code points. Where the text is a newer one than the quote's, the quote is looked for instead.
   * @param {string} passage @param {Citation} citation
   * @returns {[string, string, string] | null}
   */
  function cutAtQuote(passage, citation) {
    const points = Array.from(passage);
    const quoted = points.slice(citation.start, citation.end).join('');
    if (quoted === citation.quote) {
      return [points.slice(0, citation.start).join(''), quoted, points.slice(citation.end).join('')];
    }
    const at = passage.indexOf(citation.quote);
    if (at < 0 || !citation.quote) return null;
    return [passage.slice(0, at), citation.quote, passage.slice(at + citation.quote.length)];
  }

  /** An address that a link may lead to. @param {string} text */
  function webAddress(text) {
    try {
      const url = new URL(text);
      return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
    } catch {
      return null;
    }
  }

  /**
   * The citation's address with a text fragment, so that the browser marks the very words.
   * Long quotes are named by their first and last words: an address has a practical length.
   * @param {Citation} citation
   */
  function addressOfQuote(citation) {
    const url = webAddress(citation.url);
    if (!url) return null;
    /** @param {string} text */
    const encode = (text) => encodeURIComponent(text).replaceAll('-', '%2D');
    let directive = encode(citation.quote);
    if (codePoints(citation.quote) > 200) {
      const words = [...new Intl.Segmenter(citation.language, { granularity: 'word' }).segment(citation.quote)].map((word) => word.segment);
      directive = `${encode(words.slice(0, 15).join('').trim())},${encode(words.slice(-15).join('').trim())}`;
    }
    if (!directive) return url.href;
    return `${url.href}${url.hash ? '' : '#'}:~:text=${directive}`;
  }

  /** The passage's number within its document, as the document's page shows it. @param {Citation} citation */
  function passageNumber(citation) {
    return citation.passage_id.slice(citation.passage_id.indexOf(':') + 1);
  }

  /** Title, passage number and heading in one line. @param {Citation} citation */
  function crumb(citation) {
    return [citation.title, `${passageNumber(citation)} ${citation.heading}`.trim()].filter(Boolean).join(' › ');
  }

  /** Where a citation stands, for people: title, passage, heading, version. @param {Citation} citation @param {Strings} say */
  function whereabouts(citation, say) {
    const section = fill(say.section, { section: passageNumber(citation) });
    return [citation.title, section, citation.heading, citation.version && fill(say.version, { version: citation.version })]
      .filter(Boolean)
      .join(', ');
  }

  /** Sentences as one run of text: Latin script puts a space between them, Chinese does not. @param {string[]} sentences @param {string} language */
  function joinSentences(sentences, language) {
    return sentences.join(language.startsWith('zh') ? '' : ' ');
  }

  /** An answer as plain text with its markers. @param {Turn} turn */
  function plainAnswer(turn) {
    return joinSentences(
      turn.segments.map(
        (segment) => segment.text + (segment.citations.length ? ` ${segment.citations.map((n) => `[${n}]`).join('')}` : ''),
      ),
      turn.language,
    );
  }

  /** What goes to the clipboard. @param {Turn} turn @param {Strings} say */
  function textWithSources(turn, say) {
    const sources = turn.citations.map(
      (citation) => `[${citation.number}] ${whereabouts(citation, say)}\n    “${citation.quote}”\n    ${citation.url}`,
    );
    return [turn.question, plainAnswer(turn), [fill(say.sources, { n: sources.length }), ...sources].join('\n')].join('\n\n');
  }

  // -------------------------------------------------------------- transport

  /**
   * @typedef {{ language: string, quote: string, status: string }} Prevailing
   * @typedef {{ number: number, passage_id: string, document: string, title: string, language: string, version: string, digest: string,
   *   section: string, heading: string, quote: string, start: number, end: number, url: string, prevailing: Prevailing | null }} Citation
   * @typedef {{ text: string, citations: number[], provenance: string }} Segment
   * @typedef {{ kind: string, right: string, email: string, hours: string, open_now: boolean | null, next_open: string }} Handoff
   * @typedef {{ id: string, conversation_id: string, conversation_token: string, language: string, outcome: string, segments: Segment[],
   *   citations: Citation[], abstain: { reason: string, closest: Citation[] } | null, handoff: Handoff | null, notices: string[] }} Answer
   * @typedef {{ id: string, token: string }} Credentials
   * @typedef {{ name: string, data: Record<string, unknown> }} ServerEvent
   * @typedef {'offline' | 'unreachable' | 'cut' | 'limited' | 'busy' | 'invalid' | 'tooLong' | 'refused' | 'server'} FailureKind
   * @typedef {{ kind: FailureKind, retryAt: number, requestId: string }} Failure
   */

  /** Longer than the relay's own deadline and two heartbeats: a server silent for this long is gone. */
  const SILENCE_LIMIT_MS = 45_000;
  const DEFAULT_WAIT_S = 30;

  class AskError extends Error {
    /** @param {Failure} failure @param {number} [status] @param {Record<string, unknown>} [problem] what the server said */
    constructor(failure, status = 0, problem = {}) {
      super(failure.kind);
      this.failure = failure;
      this.status = status;
      this.problem = problem;
    }
  }

  // The server's words are read field by field: a missing or misshapen one shows as empty and breaks nothing.

  /** @param {unknown} value @returns {Record<string, unknown>} */
  function record(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? /** @type {Record<string, unknown>} */ (value) : {};
  }

  /** @param {unknown} value */
  function list(value) {
    return Array.isArray(value) ? value : [];
  }

  /** @param {unknown} value */
  function string(value) {
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  }

  /** @param {unknown} value */
  function number(value) {
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
  }

  /** @param {unknown} value @returns {Citation} */
  function readCitation(value) {
    const from = record(value);
    const prevailing = record(from.prevailing);
    return {
      number: number(from.number),
      passage_id: string(from.passage_id),
      document: string(from.document),
      title: string(from.title),
      language: string(from.language),
      version: string(from.version),
      digest: string(from.digest),
      section: string(from.section),
      heading: string(from.heading),
      quote: string(from.quote),
      start: number(from.start),
      end: number(from.end),
      url: string(from.url),
      prevailing: prevailing.quote
        ? { language: string(prevailing.language), quote: string(prevailing.quote), status: string(prevailing.status) }
        : null,
    };
  }

  /** In the whole answer a segment's citations are numbers; in the stream they are its new citations, and `numbers` are all. @param {unknown} value @returns {Segment} */
  function readSegment(value) {
    const from = record(value);
    const numbers = list(from.numbers ?? from.citations).map(number);
    return { text: string(from.text), citations: numbers.filter((n) => n > 0), provenance: string(from.provenance) };
  }

  /** @param {unknown} value @returns {Handoff} */
  function readHandoff(value) {
    const from = record(value);
    return {
      kind: string(from.kind),
      right: string(from.right),
      email: string(from.email),
      hours: string(from.hours),
      open_now: typeof from.open_now === 'boolean' ? from.open_now : null,
      next_open: string(from.next_open),
    };
  }

  /** @param {unknown} value @returns {Answer} */
  function readAnswer(value) {
    const from = record(value);
    const abstain = from.abstain ? record(from.abstain) : null;
    return {
      id: string(from.id),
      conversation_id: string(from.conversation_id),
      conversation_token: string(from.conversation_token),
      language: string(from.language),
      outcome: string(from.outcome),
      segments: list(from.segments).map(readSegment),
      citations: list(from.citations).map(readCitation),
      abstain: abstain && { reason: string(abstain.reason), closest: list(abstain.closest).map(readCitation) },
      handoff: from.handoff ? readHandoff(from.handoff) : null,
      notices: list(from.notices).map(string),
    };
  }

  /** @param {string | null} header seconds or an HTTP date @returns {number} seconds, 0 where there is none */
  function secondsOf(header) {
    if (!header) return 0;
    const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
    return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), 3600) : 0;
  }

  /** What a problem document or a status means to the visitor. @param {number} status @param {unknown} problem @param {number} wait seconds @returns {AskError} */
  function errorOf(status, problem, wait) {
    /** @type {FailureKind} */
    let kind = 'server';
    if (status === 429) kind = 'limited';
    else if (status === 503) kind = 'busy';
    else if (status === 413) kind = 'tooLong';
    else if (status === 400 || status === 422) kind = 'invalid';
    else if (status === 401 || status === 403) kind = 'refused';
    const waits = kind === 'limited' || kind === 'busy';
    const retryAt = waits ? Date.now() + (wait || DEFAULT_WAIT_S) * 1000 : 0;
    return new AskError({ kind, retryAt, requestId: string(record(problem).request_id) }, status, record(problem));
  }

  /** @param {FailureKind} kind */
  function errorNamed(kind) {
    return new AskError({ kind, retryAt: 0, requestId: '' });
  }

  /**
   * Server-sent events of a body. EventSource cannot POST, so the format is read here: fields, comment lines, three kinds of line end.
   * @param {ReadableStream<Uint8Array>} body @param {() => void} onBytes
   * @returns {AsyncGenerator<ServerEvent, void, undefined>}
   */
  async function* readEvents(body, onBytes) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let buffer = '';
    let name = '';
    /** @type {string[]} */
    let data = [];
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        onBytes();
        buffer += decoder.decode(value, { stream: true });
        // A carriage return at the very end may be half of a pair: it waits for the next bytes.
        for (let end; (end = /\r\n|\n|\r(?=[^])/.exec(buffer));) {
          const line = buffer.slice(0, end.index);
          buffer = buffer.slice(end.index + end[0].length);
          if (line === '') {
            if (data.length) yield { name: name || 'message', data: record(JSON.parse(data.join('\n'))) };
            name = '';
            data = [];
            continue;
          }
          const colon = line.indexOf(':');
          const field = colon < 0 ? line : line.slice(0, colon);
          const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
          if (field === 'event') name = text;
          if (field === 'data') data.push(text);
        }
      }
    } finally {
      // Whoever stops reading also lets the connection go.
      reader.cancel().catch(() => {});
    }
  }

  /**
   * Puts a question. Yields the stream's events; an answer that came as plain JSON is one `done`.
   * @param {URL} server
   * @param {{ question: string, language: Language | null, visitorLanguage: Language, credentials: Credentials | null }} request
   * @param {AbortSignal} signal
   * @returns {AsyncGenerator<ServerEvent, void, undefined>}
   */
  async function* ask(server, request, signal) {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), SILENCE_LIMIT_MS);
    const onBytes = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_LIMIT_MS);
    };
    const onAbort = () => silence.abort();
    signal.addEventListener('abort', onAbort);
    /** @type {Record<string, string>} */
    const headers = { Accept: 'text/event-stream', 'Content-Type': 'application/json', 'Accept-Language': request.visitorLanguage };
    /** @type {Record<string, string>} */
    const body = { question: request.question };
    if (request.language) body.language = request.language;
    if (request.credentials) {
      headers.Authorization = `Bearer ${request.credentials.token}`;
      body.conversation_id = request.credentials.id;
    }
    let begun = false;
    try {
      const response = await fetch(new URL('ask', server), {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        signal: silence.signal,
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
      begun = true;
      const type = response.headers.get('Content-Type') ?? '';
      if (!response.ok) {
        const problem = type.includes('json') ? await response.json().catch(() => null) : null;
        throw errorOf(response.status, problem, secondsOf(response.headers.get('Retry-After')));
      }
      if (type.includes('text/event-stream') && response.body) {
        yield* readEvents(response.body, onBytes);
      } else if (type.includes('json')) {
        yield { name: 'done', data: record(await response.json()) };
      } else {
        throw errorNamed('server');
      }
    } catch (error) {
      if (error instanceof AskError) throw error;
      if (navigator.onLine === false) throw errorNamed('offline');
      throw errorNamed(begun ? 'cut' : 'unreachable');
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      silence.abort();
    }
  }

  /** The whole passage a citation quotes from. @param {URL} server @param {Citation} citation @returns {Promise<string>} */
  async function loadPassage(server, citation) {
    const path = `documents/${encodeURIComponent(citation.document)}/passages/${encodeURIComponent(citation.passage_id)}`;
    const url = new URL(path, server);
    url.searchParams.set('lang', citation.language);
    const response = await fetch(url, { headers: { Accept: 'application/json' }, credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!response.ok) throw errorOf(response.status, null, 0);
    const text = string(record(await response.json()).text);
    if (!text) throw errorNamed('server');
    return text;
  }

  // ------------------------------------------------------------------ state

  /**
   * A question and what became of it.
   * @typedef {{ question: string, askedIn: Language | null, status: 'asking' | 'answered' | 'stopped' | 'failed', stage: string,
   *   language: string, segments: Segment[], citations: Citation[], answer: Answer | null, failure: Failure | null }} Turn
   */

  /** Enough for a long visit; session storage is small and belongs to the site, not to us. */
  const KEPT_TURNS = 40;

  /** One visitor's conversation in one tab: what was asked, what came back, and what continues it. Knows no DOM. */
  class Conversation {
    /** @type {Turn[]} */
    turns = [];
    /** The language the visitor chose in the menu. @type {Language | null} */
    chosenLanguage = null;
    /** @type {Credentials | null} */
    #credentials = null;
    /** @type {AbortController | null} */
    #running = null;
    #key;
    #onChange;

    /** @param {string} key of the session storage @param {(turn: Turn) => void} onChange */
    constructor(key, onChange) {
      this.#key = key;
      this.#onChange = onChange;
    }

    get busy() {
      return this.#running !== null;
    }

    /** What shows that the conversation is this visitor's. */
    get credentials() {
      return this.#credentials;
    }

    /** @param {URL} server @param {string} question @param {Language} visitorLanguage @param {Language | null} askedIn set where the question's language is known */
    ask(server, question, visitorLanguage, askedIn = null) {
      /** @type {Turn} */
      const turn = {
        question,
        askedIn,
        status: 'asking',
        stage: 'searching',
        language: askedIn ?? visitorLanguage,
        segments: [],
        citations: [],
        answer: null,
        failure: null,
      };
      this.turns.push(turn);
      return this.#run(server, turn, visitorLanguage);
    }

    /** Puts a question that failed or was stopped once more, as a new turn in its place at the end. @param {URL} server @param {Turn} turn @param {Language} visitorLanguage */
    retry(server, turn, visitorLanguage) {
      this.turns = this.turns.filter((other) => other !== turn);
      return this.ask(server, turn.question, visitorLanguage, turn.askedIn);
    }

    stop() {
      this.#running?.abort();
    }

    /** @param {URL} server @param {Turn} turn @param {Language} visitorLanguage */
    async #run(server, turn, visitorLanguage) {
      const controller = new AbortController();
      this.#running = controller;
      this.save();
      this.#onChange(turn);
      try {
        await this.#receive(server, turn, visitorLanguage, controller.signal).catch((error) => {
          // A token the server no longer takes must not lock the visitor out: the question opens a new conversation.
          const refused = error instanceof AskError && [401, 403, 404].includes(error.status);
          if (!refused || !this.#credentials || controller.signal.aborted) throw error;
          this.#credentials = null;
          return this.#receive(server, turn, visitorLanguage, controller.signal);
        });
        turn.status = 'answered';
      } catch (error) {
        turn.status = controller.signal.aborted ? 'stopped' : 'failed';
        if (turn.status === 'failed') turn.failure = (error instanceof AskError ? error : errorNamed('cut')).failure;
      }
      if (this.#running === controller) this.#running = null;
      this.save();
      this.#onChange(turn);
    }

    /** @param {URL} server @param {Turn} turn @param {Language} visitorLanguage @param {AbortSignal} signal */
    async #receive(server, turn, visitorLanguage, signal) {
      const request = { question: turn.question, language: turn.askedIn, visitorLanguage, credentials: this.#credentials };
      for await (const { name, data } of ask(server, request, signal)) {
        if (signal.aborted) throw errorNamed('cut');
        if (name === 'start') {
          turn.language = string(data.language) || turn.language;
          this.#remember(string(data.conversation_id), string(data.conversation_token));
        } else if (name === 'status') {
          turn.stage = string(data.stage);
        } else if (name === 'segment') {
          this.#addCitations(
            turn,
            list(data.citations)
              .filter((item) => typeof item === 'object')
              .map(readCitation),
          );
          turn.segments.push(readSegment(data));
        } else if (name === 'error') {
          throw errorOf(number(data.status), data, 0);
        } else if (name === 'done') {
          this.#finish(turn, readAnswer(data));
          return;
        }
        this.#onChange(turn);
      }
      throw errorNamed('cut');
    }

    /** @param {Turn} turn @param {Answer} answer */
    #finish(turn, answer) {
      turn.answer = answer;
      turn.language = answer.language || turn.language;
      this.#addCitations(turn, answer.citations);
      // Streamed segments are never taken back; the whole answer adds the rest and says which known citations each one uses.
      answer.segments.forEach((segment, index) => {
        turn.segments[index] = segment;
      });
      this.#remember(answer.conversation_id, answer.conversation_token);
    }

    /** @param {Turn} turn @param {Citation[]} citations */
    #addCitations(turn, citations) {
      for (const citation of citations) {
        if (!turn.citations.some((known) => known.number === citation.number)) turn.citations.push(citation);
      }
      turn.citations.sort((a, b) => a.number - b.number);
    }

    /** @param {string} id @param {string} token */
    #remember(id, token) {
      if (id && token) this.#credentials = { id, token };
    }

    /** Nothing is written before there is something the visitor asked. */
    save() {
      if (!this.turns.length) return;
      const saved = { credentials: this.#credentials, language: this.chosenLanguage, turns: this.turns.slice(-KEPT_TURNS) };
      try {
        sessionStorage.setItem(this.#key, JSON.stringify(saved));
      } catch {
        // Storage is off or full: the conversation lives as long as the page.
      }
    }

    restore() {
      if (this.turns.length) return;
      try {
        const saved = record(JSON.parse(sessionStorage.getItem(this.#key) ?? 'null'));
        const credentials = record(saved.credentials);
        this.#remember(string(credentials.id), string(credentials.token));
        this.chosenLanguage = languageOf(string(saved.language));
        this.turns = list(saved.turns).map(readTurn);
      } catch {
        // Unreadable storage is the same as none.
      }
    }
  }

  /** @param {unknown} value @returns {Turn} */
  function readTurn(value) {
    const from = record(value);
    const failure = record(from.failure);
    /** @type {Turn} */
    const turn = {
      question: string(from.question),
      askedIn: languageOf(string(from.askedIn)),
      status: from.status === 'answered' || from.status === 'stopped' ? from.status : 'failed',
      stage: '',
      language: string(from.language),
      segments: list(from.segments).map(readSegment),
      citations: list(from.citations).map(readCitation),
      answer: from.answer ? readAnswer(from.answer) : null,
      failure: null,
    };
    if (turn.status === 'failed') {
      const kind = /** @type {FailureKind} */ (string(failure.kind));
      // A page left in the middle of an answer counts as a connection cut.
      turn.failure = { kind: kind || 'cut', retryAt: number(failure.retryAt), requestId: string(failure.requestId) };
    }
    return turn;
  }

  // ------------------------------------------------------------------ style

  // The host element is sealed with `!important`, which inside a shadow tree outranks whatever the page says about it.
  // Sizes are in em from the visitor's own default font size: a page's root size does not reach in.
  const STYLE = `
    :host { all: initial !important; display: contents !important; direction: ltr !important; }
    :host([hidden]) { display: none !important; }
    :host([mode="inline"]) { display: block !important; inline-size: 100% !important; block-size: 100% !important; min-block-size: 28em !important; }
    :host([mode="inline"][hidden]) { display: none !important; }
    *, *::before, *::after { box-sizing: border-box; }
    [hidden] { display: none !important; }

    .launcher, .frame {
      --paper: #ffffff; --well: #f3f6f7; --ink: #17242b; --quiet: #52636c; --line: #d3dce0; --edge: #7b8b94;
      --accent: #0b5a6b; --accent-deep: #084553; --on-accent: #ffffff; --tint: #e4f0f2; --mark: #ffedaa;
      --bad: #a3231d; --bad-tint: #fdf0ee; --shadow: 0 1px 2px rgb(16 36 43 / .12), 0 12px 40px rgb(16 36 43 / .18);
      color-scheme: light; color: var(--ink); font: 1em/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
      text-align: start; -webkit-text-size-adjust: 100%;
    }
    @media (prefers-color-scheme: dark) {
      .launcher, .frame {
        --paper: #141b1f; --well: #1d262b; --ink: #e8eef0; --quiet: #a6b4bb; --line: #344149; --edge: #84949c;
        --accent: #86cfdd; --accent-deep: #a9e0ea; --on-accent: #06262d; --tint: #1b343b; --mark: #5c4c12;
        --bad: #ffb0a8; --bad-tint: #3a201e; --shadow: 0 1px 2px rgb(0 0 0 / .5), 0 12px 40px rgb(0 0 0 / .6);
        color-scheme: dark;
      }
    }
    :lang(zh-Hant) { font-family: system-ui, -apple-system, "PingFang HK", "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC", sans-serif; }
    :lang(zh-Hans) { font-family: system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }

    h2, h3, h4, p, ol, ul, blockquote { margin: 0; padding: 0; }
    h2, h3, h4 { font-size: 1em; font-weight: 600; line-height: 1.4; }
    ol, ul { list-style: none; }
    button, select, textarea { font: inherit; color: inherit; margin: 0; }
    button { cursor: pointer; text-align: start; }
    a { color: var(--accent); text-underline-offset: .15em; }
    a:hover { color: var(--accent-deep); }
    svg { inline-size: 1.25em; block-size: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    .unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .small { font-size: .875em; color: var(--quiet); }

    .launcher {
      position: fixed; inset-block-end: 20px; inset-inline-end: 20px; z-index: 2147483000; display: flex; align-items: center; gap: .6em;
      min-block-size: 56px; padding: 0 1.35em 0 1.1em; border: 1px solid transparent; border-radius: 28px;
      background: var(--accent); color: var(--on-accent); font-weight: 600; box-shadow: var(--shadow);
    }
    .launcher:hover { background: var(--accent-deep); }
    .launcher.aside { inset-inline: 20px auto; }
    .launcher:focus-visible { outline-color: var(--accent); outline-offset: 3px; }

    .frame { display: flex; flex-direction: column; background: var(--paper); overflow: hidden; padding: 0; overflow-wrap: anywhere; }
    section.frame { position: relative; block-size: 100%; min-block-size: inherit; border: 1px solid var(--line); border-radius: 14px; }
    dialog.frame {
      position: fixed; inset: auto 20px 88px auto; z-index: 2147483001; margin: 0; inline-size: 400px; max-inline-size: calc(100vw - 40px);
      block-size: min(640px, calc(100dvh - 108px)); max-block-size: none; border: 1px solid var(--line); border-radius: 14px; box-shadow: var(--shadow);
    }
    dialog.frame:not([open]) { display: none; }
    dialog.frame[open] { animation: rise .16s ease-out; }
    @keyframes rise { from { transform: translateY(8px); } }
    dialog.frame::backdrop { background: none; }

    .main { display: flex; flex-direction: column; min-block-size: 0; flex: 1; }
    .head { display: flex; align-items: center; gap: .5em; padding: .5em .5em .5em 1em; border-block-end: 1px solid var(--line); flex: none; }
    .title { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .5em; flex: 1; min-inline-size: 0; font-size: 1.0625em; }
    .title:focus { outline: none; }
    .badge { font-size: .75em; font-weight: 700; letter-spacing: .04em; padding: .05em .5em; border: 1px solid var(--accent); border-radius: 1em; color: var(--accent); }
    .language { min-block-size: 44px; max-inline-size: 9em; padding: 0 .35em; border: 1px solid transparent; border-radius: 8px; background: var(--paper); font-size: .9375em; cursor: pointer; }
    .language:hover { background: var(--well); }
    .icon { display: grid; place-items: center; flex: none; inline-size: 44px; block-size: 44px; padding: 0; border: 1px solid transparent; border-radius: 10px; background: none; }
    .icon:hover { background: var(--well); }

    .stage { position: relative; display: flex; flex-direction: column; flex: 1; min-block-size: 0; }
    .transcript { flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; padding: 1em; container-type: size; }
    .transcript:focus-visible { outline-offset: -3px; }
    .disclosure { padding: .7em .9em; border-radius: 10px; background: var(--tint); font-size: .9375em; }
    .disclosure p + p { margin-block-start: .4em; }
    .starters { margin-block-start: 1.1em; }
    .starters ul { display: grid; gap: .5em; margin-block-start: .5em; }
    .starter { inline-size: 100%; min-block-size: 44px; padding: .5em .9em; border: 1px solid var(--edge); border-radius: 10px; background: var(--paper); }
    .starter:hover { border-color: var(--accent); background: var(--tint); }

    .turn { padding-block-start: 1.25em; scroll-margin-block-start: 0; }
    .turns > .turn:last-child { min-block-size: calc(100cqb + 1em); }
    .question { inline-size: fit-content; max-inline-size: 88%; margin-inline-start: auto; padding: .55em .95em; border-radius: 14px 14px 4px 14px; background: var(--accent); color: var(--on-accent); white-space: pre-wrap; }
    .reply { margin-block-start: 1em; }
    .body > * + * { margin-block-start: .7em; }
    .body p { white-space: pre-line; }
    .verbatim { padding-inline-start: .9em; border-inline-start: 3px solid var(--accent); }
    .chip { display: inline-block; min-inline-size: 28px; min-block-size: 24px; margin-inline: .2em; padding: 0 .3em; border: 1px solid transparent; border-radius: 6px; background: var(--tint); color: var(--accent); font-size: .8125em; font-weight: 600; line-height: 22px; text-align: center; vertical-align: .08em; }
    .chip:hover { border-color: var(--accent); }
    .progress { display: flex; gap: .6em; align-items: center; margin-block-start: .5em; color: var(--quiet); }
    .progress::before { content: ""; inline-size: .6em; block-size: .6em; border-radius: 50%; background: var(--accent); animation: pulse 1.2s ease-in-out infinite alternate; }
    @keyframes pulse { from { opacity: .25; transform: scale(.8); } }
    .rest { display: grid; gap: 1em; margin-block-start: 1em; }
    .rest:empty { display: none; }
    .rest h4 { font-size: .875em; color: var(--quiet); margin-block-end: .4em; }
    .rows { border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
    .rows li + li { border-block-start: 1px solid var(--line); }
    .row { display: grid; grid-template-columns: auto 1fr; gap: 0 .7em; align-items: baseline; inline-size: 100%; min-block-size: 44px; padding: .5em .8em; border: 0; background: none; font-size: .9375em; }
    .row:hover { background: var(--well); }
    .row:focus-visible { outline-offset: -3px; }
    .row .number { color: var(--accent); font-weight: 600; }
    .row .where { font-weight: 500; }
    .row .small { display: block; font-size: .9em; font-weight: 400; }
    .card { padding: .9em 1em; border: 1px solid var(--line); border-radius: 10px; background: var(--well); }
    .card h4 { font-size: 1em; color: inherit; }
    .card > * + * { margin-block-start: .35em; }
    .passage a { display: inline-block; min-block-size: 24px; }
    .mail { display: inline-block; min-block-size: 24px; font-weight: 600; }
    .failure { background: var(--bad-tint); border-color: var(--bad); }
    .failure p:first-child { color: var(--bad); font-weight: 500; }
    .notes > * + * { margin-block-start: .15em; }
    .button { display: inline-flex; align-items: center; gap: .5em; justify-self: start; min-block-size: 44px; padding: .3em 1em; border: 1px solid var(--edge); border-radius: 10px; background: var(--paper); font-size: .9375em; }
    .button:hover:not([aria-disabled="true"]) { border-color: var(--accent); background: var(--tint); }
    .button[aria-disabled="true"] { color: var(--quiet); cursor: default; }
    .more { position: absolute; inset-block-end: .6em; inset-inline-end: 1em; border-color: var(--edge); border-radius: 22px; background: var(--paper); box-shadow: var(--shadow); }

    .composer { display: flex; flex-wrap: wrap; align-items: end; gap: .5em; padding: .75em .75em .25em; border-block-start: 1px solid var(--line); flex: none; }
    .composer textarea { flex: 1; min-inline-size: 0; min-block-size: 46px; max-block-size: 8.5em; padding: .6em .8em; border: 1px solid var(--edge); border-radius: 12px; background: var(--paper); resize: none; line-height: 1.5; field-sizing: content; }
    .composer textarea::placeholder { color: var(--quiet); opacity: 1; }
    .composer textarea:focus-visible { outline-offset: 0; outline-width: 2px; }
    .composer textarea[aria-invalid="true"] { border-color: var(--bad); }
    .send { inline-size: 46px; block-size: 46px; border-radius: 12px; background: var(--accent); color: var(--on-accent); }
    .send:hover { background: var(--accent-deep); }
    .counter { flex-basis: 100%; text-align: end; }
    .counter.over { color: var(--bad); font-weight: 600; }
    .foot { display: flex; flex-wrap: wrap; gap: 0 1.25em; padding: 0 1em .4em; font-size: .8125em; flex: none; }
    .foot a { display: inline-flex; align-items: center; min-block-size: 32px; color: var(--quiet); }
    .foot a:hover { color: var(--accent); }

    .drawer { position: absolute; inset: 0 0 0 auto; z-index: 1; display: flex; flex-direction: column; inline-size: 100%; max-inline-size: 32em; background: var(--paper); animation: slide .16s ease-out; }
    .wide .drawer { border-inline-start: 1px solid var(--line); box-shadow: var(--shadow); }
    @keyframes slide { from { transform: translateX(16px); } }
    .drawer .head { padding-inline-start: .5em; }
    .passage { flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; padding: 1em; }
    .passage > * + * { margin-block-start: .8em; }
    .passage:focus-visible { outline-offset: -3px; }
    .passage blockquote { padding: .9em 1em; border-radius: 10px; background: var(--well); white-space: pre-wrap; }
    .crumb { font-weight: 600; }
    mark { background: var(--mark); color: inherit; border-radius: 2px; padding-block: .1em; }

    @supports not (field-sizing: content) { .composer textarea { block-size: 5em; } }
    @media (max-width: 640px) {
      .launcher { padding: 0; inline-size: 56px; justify-content: center; }
      .launcher .text { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
      dialog.frame { inset: var(--sheet-top, 0) 0 auto 0; inline-size: 100%; max-inline-size: none; block-size: var(--sheet-height, 100dvh); border: 0; border-radius: 0; }
    }
    /* Little height is left on a zoomed or sideways screen: then everything scrolls as one page. */
    @media (max-height: 420px) {
      dialog.frame { inset-block: 0 auto; block-size: 100dvh; z-index: 2147483002; }
      dialog.frame .main { overflow-y: auto; }
      dialog.frame .stage, dialog.frame .transcript { flex: none; overflow: visible; container-type: normal; }
      dialog.frame .turns > .turn:last-child { min-block-size: 100dvh; }
    }
    @media (forced-colors: active) {
      .launcher, .chip, .starter, .send, .icon, .language { border-color: ButtonText; }
      .question, .disclosure { border: 1px solid CanvasText; }
      .progress::before { background: CanvasText; }
    }
    @media (prefers-reduced-motion: reduce) {
      *, *::before { animation: none !important; }
    }
  `;

  // ----------------------------------------------------------------- render

  /** @typedef {string | Node | null | undefined | false} Child */

  /**
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag @param {Record<string, string | boolean>} [attributes] @param {...Child} children
   * @returns {HTMLElementTagNameMap[Tag]}
   */
  function element(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) node.setAttribute(name, '');
      else if (value !== false && value !== '') node.setAttribute(name, value);
    }
    for (const child of children) if (child) node.append(child);
    return node;
  }

  /**
   * @param {Record<string, string | boolean>} attributes @param {() => void} act @param {...Child} children
   */
  function button(attributes, act, ...children) {
    const node = element('button', { type: 'button', ...attributes }, ...children);
    node.addEventListener('click', act);
    return node;
  }

  const ICONS = {
    chat: 'M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5ZM9 10h7M9 14h4',
    close: 'M6 6l12 12M18 6L6 18',
    back: 'M19 12H5M11 6l-6 6 6 6',
    send: 'M12 19V5M6 11l6-6 6 6',
    stop: 'M8 8h8v8H8z',
    down: 'M12 5v14M6 13l6 6 6-6',
    copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  };

  /** @param {keyof typeof ICONS} name */
  function icon(name) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', ICONS[name]);
    svg.append(path);
    return svg;
  }

  /** A link that leaves the page, and says so. @param {string} href @param {string} text @param {Strings} say @param {string} [kind] */
  function outwardLink(href, text, say, kind = '') {
    return element(
      'a',
      { href, class: kind, target: '_blank', rel: 'noopener' },
      text,
      element('span', { class: 'unseen' }, ` ${say.newTab}`),
    );
  }

  /**
   * What a turn needs from its surroundings.
   * @typedef {{ say: Strings, language: Language, showCitation: (citation: Citation, opener: HTMLElement) => void, retry: (turn: Turn) => void,
   *   speak: (text: string) => void, showForm: (turn: Turn, opener: HTMLElement) => void }} Surroundings
   */

  /** A turn on the page. Sentences are only ever appended, so that reading and focus stay where they are. */
  class TurnView {
    /** @type {{ text: HTMLElement, chips: Set<number> }[]} */
    #sentences = [];
    #body = element('div', { class: 'body' });
    #progress = element('p', { class: 'progress', 'aria-hidden': 'true', hidden: true });
    #rest = element('div', { class: 'rest' });
    /** @type {ReturnType<typeof setInterval> | undefined} */
    #countdown;

    /** @param {Turn} turn @param {Surroundings} surroundings */
    constructor(turn, surroundings) {
      const { say } = surroundings;
      this.turn = turn;
      this.surroundings = surroundings;
      this.node = element(
        'li',
        { class: 'turn' },
        element('h3', { class: 'unseen' }, say.youAsked),
        element('p', { class: 'question', lang: turn.askedIn ?? '' }, turn.question),
        element(
          'div',
          { class: 'reply' },
          element('h3', { class: 'unseen' }, say.answered),
          this.#body,
          this.#progress,
          this.#rest,
        ),
      );
    }

    /** Where the turn's text ends, for knowing whether some of it is out of view. */
    get contentEnd() {
      return this.node.lastElementChild?.getBoundingClientRect().bottom ?? 0;
    }

    /** @param {boolean} fresh it happened just now: an error is then spoken, and one redrawn is not */
    update(fresh) {
      const { turn } = this;
      turn.segments.forEach((segment, index) => this.#showSegment(segment, index));
      this.#showProgress();
      if (turn.status !== 'asking') this.#showRest(fresh);
    }

    release() {
      clearInterval(this.#countdown);
    }

    #showProgress() {
      const { say } = this.surroundings;
      const text = this.turn.stage === 'checking' ? say.checking : say.searching;
      if (this.#progress.textContent !== text) this.#progress.textContent = text;
      this.#progress.hidden = this.turn.status !== 'asking';
    }

    /** @param {Segment} segment @param {number} index */
    #showSegment(segment, index) {
      this.#sentences[index] ??= { text: this.#appendSentence(segment), chips: new Set() };
      const { text, chips } = this.#sentences[index];
      for (const number of segment.citations) {
        const citation = this.turn.citations.find((known) => known.number === number);
        if (!citation || chips.has(number)) continue;
        chips.add(number);
        text.append(this.#chip(citation));
      }
    }

    /** Quotes stand alone in the language they are in; written sentences run on. @param {Segment} segment */
    #appendSentence(segment) {
      const quoted = segment.provenance === 'verbatim_quote';
      const source = this.turn.citations.find((citation) => citation.number === segment.citations[0]);
      const lang = (quoted && source?.language) || this.turn.language;
      const marks = { lang, 'data-provenance': segment.provenance, 'data-ai-generated': segment.provenance === 'ai_generated' };
      const sentence = element('span', marks, segment.text);
      const last = this.#body.lastElementChild;
      if (!quoted && last instanceof HTMLParagraphElement) {
        last.append(lang.startsWith('zh') ? '' : ' ', sentence);
      } else {
        this.#body.append(quoted ? element('blockquote', { class: 'verbatim', lang }, sentence) : element('p', { lang }, sentence));
      }
      return sentence;
    }

    /** @param {Citation} citation */
    #chip(citation) {
      const { say } = this.surroundings;
      const label = fill(say.citation, { n: citation.number, where: whereabouts(citation, say) });
      const chip = button(
        { class: 'chip', 'aria-label': label, lang: this.surroundings.language },
        () => this.surroundings.showCitation(citation, chip),
        `[${citation.number}]`,
      );
      return chip;
    }

    /** @param {boolean} fresh */
    #showRest(fresh) {
      const { turn } = this;
      const { say } = this.surroundings;
      const { answer } = turn;
      const closest = answer?.abstain?.closest ?? [];
      const handoff = answer?.handoff && handoffCard(answer.handoff, answer, turn, this.surroundings);
      clearInterval(this.#countdown);
      /** @type {Child[]} */
      const parts = [
        answer?.abstain && !turn.segments.length && element('p', {}, say.abstainBody),
        turn.status === 'stopped' && element('p', { class: 'small' }, say.stopped),
        turn.failure && this.#failureCard(turn.failure, fresh),
        turn.status === 'stopped' && button({ class: 'button' }, () => this.surroundings.retry(turn), say.retry),
        closest.length > 0 && this.#rows(say.closest, closest, false),
        answer?.outcome !== 'answered' && handoff,
        turn.citations.length > 0 && this.#rows(fill(say.sources, { n: turn.citations.length }), turn.citations, true),
        answer?.outcome === 'answered' && handoff,
        notes(turn, say),
        turn.status === 'answered' && turn.citations.length > 0 && this.#copyButton(),
      ];
      this.#rest.replaceChildren(...parts.filter((part) => part instanceof Node));
    }

    /** @param {string} heading @param {Citation[]} citations @param {boolean} numbered */
    #rows(heading, citations, numbered) {
      const { say, language, showCitation } = this.surroundings;
      const rows = citations.map((citation) => {
        const detail = [citation.version && fill(say.version, { version: citation.version }), languageName(citation.language, language)];
        const lead = numbered && element('span', { class: 'number' }, `[${citation.number}]`);
        const second = numbered ? detail.filter(Boolean).join(' · ') : citation.quote;
        const small = element('span', { class: 'small', lang: numbered ? '' : citation.language }, second);
        const row = button(
          { class: 'row' },
          () => showCitation(citation, row),
          lead,
          element('span', { class: 'where' }, element('span', { lang: citation.language }, crumb(citation)), small),
        );
        return element('li', {}, row);
      });
      return element('div', {}, element('h4', {}, heading), element('ol', { class: 'rows' }, ...rows));
    }

    /** @param {Failure} failure @param {boolean} fresh */
    #failureCard(failure, fresh) {
      const { say } = this.surroundings;
      const { turn } = this;
      const secondsLeft = () => Math.max(0, Math.ceil((failure.retryAt - Date.now()) / 1000));
      const sentence = fill(optionalText(say, `failure_${failure.kind}`) || say.failure_server, { s: Math.max(1, secondsLeft()) });
      const again = button(
        { class: 'button' },
        () => again.getAttribute('aria-disabled') !== 'true' && this.surroundings.retry(turn),
        say.retry,
      );
      // The countdown is on the button, outside the alert: it is there to look at, not to be read out every second.
      const tick = () => {
        const left = secondsLeft();
        again.setAttribute('aria-disabled', String(left > 0));
        again.textContent = left > 0 ? fill(say.retryIn, { s: left }) : say.retry;
        if (left === 0) clearInterval(this.#countdown);
      };
      if (failure.retryAt) {
        tick();
        this.#countdown = setInterval(tick, 1000);
      }
      return element(
        'div',
        { class: 'card failure' },
        element('p', { role: fresh ? 'alert' : '' }, sentence),
        turn.segments.length > 0 && element('p', { class: 'small' }, say.keptSegments),
        failure.requestId && element('p', { class: 'small' }, fill(say.requestId, { id: failure.requestId })),
        again,
      );
    }

    #copyButton() {
      const { say } = this.surroundings;
      const label = element('span', {}, say.copy);
      const copy = async () => {
        try {
          await navigator.clipboard.writeText(textWithSources(this.turn, say));
          label.textContent = say.copied;
        } catch {
          label.textContent = say.copyFailed;
        }
        this.surroundings.speak(label.textContent ?? '');
        setTimeout(() => (label.textContent = say.copy), 2500);
      };
      return button({ class: 'button' }, copy, icon('copy'), label);
    }
  }

  /** How the answer came about and what its texts are worth. What the answer says of itself is not said again. @param {Turn} turn @param {Strings} say */
  function notes(turn, say) {
    const { answer } = turn;
    if (!answer) return null;
    const provenance = new Set(turn.segments.map((segment) => segment.provenance));
    const making = provenance.has('ai_generated') ? say.written : provenance.has('verbatim_quote') ? say.quotes : '';
    const lines = [
      provenance.has('reviewed_answer') && say.reviewed,
      making,
      ...answer.notices
        .filter((notice) => notice !== 'ai_generated' || (!making && answer.outcome !== 'smalltalk'))
        .map((notice) => optionalText(say, `notice_${notice}`)),
    ];
    const shown = lines.filter(Boolean).map((line) => element('p', { class: 'small' }, line));
    return shown.length ? element('div', { class: 'notes' }, ...shown) : null;
  }

  /** What leads to the address; an answer that is itself about reaching a person has said it already. @param {Answer} answer @param {Strings} say */
  function handoffLead(answer, say) {
    if (answer.outcome !== 'answered') return '';
    return answer.handoff?.kind === 'rights_request' ? say.rightsBody : say.handoffBody;
  }

  /** Whether a text is among the answer's own, whatever its punctuation. @param {Answer} answer @param {string} text */
  function isSaid(answer, text) {
    /** @param {string} words */
    const bare = (words) => words.replace(/[^\p{L}\p{N}]/gu, '');
    return answer.segments.some((segment) => bare(segment.text).includes(bare(text)));
  }

  /** What opens a form of that kind, and stands over it. @param {Kind} kind @param {Strings} say */
  function formTitle(kind, say) {
    return kind === 'handoff' ? say.contact : say.askRights;
  }

  /** When somebody is there. @param {Handoff} handoff @param {Strings} say @param {Language} language */
  function availability(handoff, say, language) {
    const when = momentText(handoff.next_open, language);
    if (handoff.open_now) return say.openNow;
    return when ? fill(say.nextOpen, { when }) : handoff.open_now === false && say.closedNow;
  }

  /**
   * Who takes over, and how: the form, and the address in clear, so that it can also be copied.
   * @param {Handoff} handoff @param {Answer} answer @param {Turn} turn @param {Surroundings} surroundings
   */
  function handoffCard(handoff, answer, turn, { say, language, showForm }) {
    const forRight = handoff.kind === 'rights_request';
    const right = optionalText(say, `right_${handoff.right}`);
    const subject = fill(forRight ? say.rightsSubject : say.mailSubject, { right: right || handoff.right, id: answer.id });
    const plain = /^[^\s@<>"?&,;]+@[^\s@<>"?&,;]+$/.test(handoff.email);
    const href = `mailto:${encodeURIComponent(handoff.email).replace('%40', '@')}?subject=${encodeURIComponent(subject)}`;
    const lead = handoffLead(answer, say);
    const presence = availability(handoff, say, language);
    const opener = button({ class: 'button primary' }, () => showForm(turn, opener), forRight ? say.makeRequest : say.writeMessage);
    return element(
      'div',
      { class: 'card' },
      element('h4', {}, forRight && right ? fill(say.rightsHandoff, { right }) : say.handoffTitle),
      lead && element('p', {}, lead),
      opener,
      element('p', {}, `${say.orMail} `, plain ? element('a', { href, class: 'mail' }, handoff.email) : handoff.email),
      handoff.hours && !isSaid(answer, handoff.hours) && element('p', { class: 'small' }, fill(say.hours, { hours: handoff.hours })),
      presence && element('p', { class: 'small' }, presence),
      forRight && element('p', { class: 'small' }, say.noIdDocs),
    );
  }

  /** A moment in the visitor's language and time zone. @param {string} instant ISO 8601 @param {Language} language */
  function momentText(instant, language) {
    const date = new Date(instant);
    if (!instant || Number.isNaN(date.getTime())) return '';
    const options = /** @type {const} */ ({
      weekday: 'long',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const zone = new Intl.DateTimeFormat(language, { timeZoneName: 'short' })
      .formatToParts(date)
      .find((part) => part.type === 'timeZoneName');
    return `${new Intl.DateTimeFormat(language, options).format(date)} (${zone?.value ?? ''})`;
  }

  /** The drawer's inside: the quote within its whole passage, and the text that prevails over it. */
  class PassageView {
    #quote = element('blockquote');
    #state = element('p', { class: 'small', role: 'status' });

    /** @param {Citation} citation @param {Strings} say @param {Language} language */
    constructor(citation, say, language) {
      this.citation = citation;
      this.say = say;
      this.#quote.lang = citation.language;
      this.#showParts(['', citation.quote, '']);
      this.#state.textContent = say.loadingPassage;
      const { prevailing } = citation;
      const official = prevailing?.status === 'official';
      const detail = [citation.version && fill(say.version, { version: citation.version }), languageName(citation.language, language)];
      const address = addressOfQuote(citation);
      /** @type {Child[]} */
      const parts = [
        element('p', { class: 'crumb', lang: citation.language }, crumb(citation)),
        element('p', { class: 'small' }, detail.filter(Boolean).join(' · ')),
        this.#quote,
        this.#state,
        prevailing && element('h3', {}, fill(official ? say.prevailing : say.unofficial, { language: languageName(prevailing.language, language) })),
        prevailing && element('blockquote', { lang: prevailing.language }, prevailing.quote),
        prevailing &&
          element(
            'p',
            { class: 'small' },
            [official && say.prevails, optionalText(say, `status_${prevailing.status.replaceAll('-', '_')}`)].filter(Boolean).join(' · '),
          ),
        address && element('p', {}, outwardLink(address, say.openPolicy, say)),
      ];
      this.node = element('div', { class: 'passage', tabindex: '0', role: 'region', 'aria-label': say.quoted });
      this.node.append(...parts.filter((part) => part instanceof Node));
    }

    /** @param {string} passage */
    showPassage(passage) {
      const parts = cutAtQuote(passage, this.citation);
      this.#state.textContent = parts ? '' : this.say.passageChanged;
      this.#state.hidden = parts !== null;
      if (parts) this.#showParts(parts);
    }

    showFailure() {
      this.#state.textContent = this.say.passageFailed;
    }

    /** @param {[string, string, string]} parts */
    #showParts([before, quote, after]) {
      this.#quote.replaceChildren(before, element('mark', {}, quote), after);
    }
  }

  /** Everything of the panel that stays, made once in one language. @param {boolean} inline @param {Strings} say @param {Language} language @param {URL} server */
  function buildFrame(inline, say, language, server) {
    const title = element(
      'h2',
      { class: 'title', id: 'title', tabindex: '-1' },
      element('span', {}, say.title),
      element('span', { class: 'badge' }, say.aiBadge),
    );
    const menu = element('select', { class: 'language', 'aria-label': say.language });
    for (const [tag, name] of Object.entries(LANGUAGE_NAMES)) {
      menu.append(element('option', { value: tag, lang: tag, selected: tag === language }, name));
    }
    const close = element('button', { type: 'button', class: 'icon', 'aria-label': say.close }, icon('close'));
    close.hidden = inline;

    const starterButtons = [say.starter1, say.starter2, say.starter3, say.starter4].map((text) =>
      element('button', { type: 'button', class: 'starter' }, text),
    );
    const starters = element(
      'div',
      { class: 'starters' },
      element('h3', { class: 'small' }, say.starters),
      element('ul', {}, ...starterButtons.map((starter) => element('li', {}, starter))),
    );
    const disclosure = element(
      'div',
      { class: 'disclosure' },
      element('p', {}, fill(say.disclosure, { company: COMPANY })),
      element('p', {}, say.dataHint),
    );
    const turns = element('ol', { class: 'turns' });
    const transcript = element(
      'div',
      { class: 'transcript', role: 'region', 'aria-label': inline ? `${say.title}: ${say.conversation}` : say.conversation, tabindex: '0' },
      disclosure,
      starters,
      turns,
    );
    const more = element('button', { type: 'button', class: 'icon more', hidden: true, 'aria-label': say.more }, icon('down'));
    const status = element('p', { class: 'unseen', role: 'status' });

    const textarea = element('textarea', {
      id: 'question',
      rows: '1',
      placeholder: say.placeholder,
      enterkeyhint: 'send',
      autocomplete: 'off',
      'aria-describedby': 'counter',
    });
    const send = element('button', { type: 'submit', class: 'icon send', 'aria-label': say.send }, icon('send'));
    const counter = element('p', { class: 'small counter', id: 'counter', hidden: true });
    const composer = element(
      'form',
      { class: 'composer' },
      element('label', { class: 'unseen', for: 'question' }, say.composer),
      textarea,
      send,
      counter,
    );
    /** @param {string} name */
    const documentPage = (name) => new URL(`documents/${name}?lang=${language}`, server).href;
    const formButtons = KINDS.map((kind) =>
      element('button', { type: 'button' }, formTitle(kind, say)),
    );
    const foot = element(
      'div',
      { class: 'foot' },
      ...formButtons,
      outwardLink(documentPage('privacy-policy'), say.privacy, say),
    );

    const pending = element('div', { class: 'pending', hidden: true });
    const main = element(
      'div',
      { class: 'main' },
      element('div', { class: 'head' }, title, menu, close),
      element('div', { class: 'stage' }, transcript, more),
      status,
      pending,
      composer,
      foot,
    );
    // Finished answers are spoken from here; the transcript itself is not live, so that nothing is read twice.
    const announcer = element('div', { class: 'unseen', role: 'log', 'aria-live': 'polite' });
    const attributes = { class: 'frame', id: 'panel', lang: language, 'aria-labelledby': 'title' };
    const frame = inline ? element('section', attributes, main, announcer) : element('dialog', attributes, main, announcer);
    return {
      frame,
      main,
      title,
      menu,
      close,
      starters,
      starterButtons,
      transcript,
      turns,
      more,
      status,
      composer,
      textarea,
      send,
      counter,
      announcer,
      formButtons,
      pending,
    };
  }

  // ------------------------------------------------------------------ forms

  // Rights requests and messages to a person, from the first letter typed to the receipt: transport, state, style, view.
  // What the forms say comes from the server when one is opened: most visitors need none, and the laws are its data.

  /**
   * @typedef {'rights_request' | 'handoff'} Kind
   * @typedef {{ right: string[], details: string, email: string, account: string, on_behalf_of: string, regime: string, language: Language | '',
   *   transcript: boolean }} Values
   * @typedef {{ reference: string, receivedAt: string, dueAt: string, expiresAt: string, statusUrl: string }} Receipt
   * @typedef {{ kind: string, fields: string[], retryAt: number }} Trouble
   * @typedef {{ words: Record<string, unknown>, regimes: { regime: string, zone: string }[], support: Handoff }} FormText
   */

  /** @type {Kind[]} */
  const KINDS = ['rights_request', 'handoff'];
  const RIGHTS = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection'];
  /** Stands for no law in particular. */
  const UNSPECIFIED = 'unspecified';
  const TRIES = 5;
  /** The longest wait that is told in seconds; a longer one means that no code is to be had. */
  const LONG_WAIT_MS = 3_500_000;

  /** @returns {Values} */
  function noValues() {
    return { right: [], details: '', email: '', account: '', on_behalf_of: '', regime: UNSPECIFIED, language: '', transcript: false };
  }

  /** 128 random bits; `randomUUID` is missing on pages without HTTPS. */
  function randomKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** @param {URL} server @param {string} path @param {string} body @param {Record<string, string>} [headers] */
  async function post(server, path, body, headers = {}) {
    let response;
    let reply;
    try {
      response = await fetch(new URL(path, server), {
        method: 'POST',
        headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...headers },
        body,
        signal: AbortSignal.timeout(SILENCE_LIMIT_MS),
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
      reply = record(await response.json());
    } catch {
      // Not even a problem document: it may have arrived or not.
      throw errorNamed('cut');
    }
    if (!response.ok) throw errorOf(response.status, reply, secondsOf(response.headers.get('Retry-After')));
    if (!reply.reference) throw errorNamed('cut');
    return reply;
  }

  /** What forms say in a language. @param {URL} server @param {Language} language @returns {Promise<FormText>} */
  async function loadForm(server, language) {
    const response = await fetch(new URL('forms', server), {
      headers: { Accept: 'application/json', 'Accept-Language': language },
      signal: AbortSignal.timeout(SILENCE_LIMIT_MS),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    const { words, regimes, support } = record(await response.json());
    if (!response.ok || !words) throw errorNamed('server');
    return {
      words: record(words),
      regimes: list(regimes).map((one) => ({ regime: string(record(one).regime), zone: string(record(one).zone) })),
      support: readHandoff(record(support)),
    };
  }

  /** What a failure means to somebody with a form. @param {unknown} error @returns {Trouble} */
  function troubleOf(error) {
    const { failure, status, problem } = error instanceof AskError ? error : errorNamed('server');
    const fields = list(problem.errors).map((fault) => string(record(fault).pointer).split('/')[1] ?? '');
    let kind = 'server';
    if (failure.kind === 'cut') kind = 'lost';
    else if (status === 404) kind = 'gone';
    else if ('tries_left' in problem) kind = problem.tries_left ? 'wrong' : 'locked';
    else if (fields.includes('code')) kind = 'six_digits';
    else if (fields.length || status === 413) kind = 'fields';
    else if (status === 429) kind = failure.retryAt - Date.now() > LONG_WAIT_MS ? 'used_up' : 'limited';
    else if (status === 403) kind = 'refused';
    return { kind, fields: status === 413 ? ['details', 'message'] : fields, retryAt: failure.retryAt };
  }

  /** One rights request or message: what was typed, how far it has come, and what the server said. Knows no DOM. */
  class Submission {
    values = noValues();
    /** @type {'writing' | 'confirming' | 'done'} */
    step = 'writing';
    /** @type {Receipt | null} */
    receipt = null;
    /** When the code ends by this device's clock. */
    codeEnds = 0;
    triesLeft = TRIES;
    /** @type {Trouble | null} */
    trouble = null;
    /** Whether a new code was just asked for. */
    renewed = false;
    /** Whether its form was open when the page was left. */
    open = false;
    busy = false;
    /** Whether the visitor has put anything into it. */
    kept = false;
    /** How far this device's clock is ahead. */
    #ahead = 0;
    /** The same words under the same key count once, however often the connection drops. @type {{ key: string, body: string, at: number } | null} */
    #sent = null;
    #key;
    #onChange;

    /** @param {Kind} kind @param {string} key of the session storage @param {() => void} onChange */
    constructor(kind, key, onChange) {
      this.kind = kind;
      this.#key = key;
      this.#onChange = onChange;
    }

    get #path() {
      return this.kind === 'handoff' ? 'handoffs' : 'rights-requests';
    }

    /** @param {URL} server @param {Credentials | null} credentials of the conversation that goes along, if the visitor wants that @param {string} accountLabel */
    send(server, credentials, accountLabel) {
      return this.#run(async () => {
        const { right, email, account, on_behalf_of, regime, language, transcript } = this.values;
        const details = [account.trim() && `${accountLabel}: ${account.trim()}`, this.values.details].filter(Boolean).join('\n\n');
        const conversation = transcript ? credentials : null;
        const own = this.kind === 'handoff' ? { message: details } : { right, details, on_behalf_of, regime };
        const body = JSON.stringify({ ...own, email, language, conversation_id: conversation?.id });
        if (this.#sent?.body !== body) this.#sent = { key: randomKey(), body, at: Date.now() };
        const { key, at } = this.#sent;
        this.save();
        /** @type {Record<string, string>} */
        const headers = { 'Idempotency-Key': key };
        if (conversation) headers.Authorization = `Bearer ${conversation.token}`;
        for (let tries = 1; ; tries += 1) {
          try {
            this.#accept(await post(server, this.#path, body, headers), at);
            return;
          } catch (error) {
            // 409: the one before is still being taken in. 422 cannot mend itself under the same key.
            if (error instanceof AskError && error.status === 422) this.#sent = null;
            if (!(error instanceof AskError) || error.status !== 409 || tries === TRIES) throw error;
            await new Promise((resolve) => setTimeout(resolve, 1000));
          }
        }
      });
    }

    /** @param {Record<string, unknown>} reply @param {number} sentAt */
    #accept(reply, sentAt) {
      this.receipt = {
        reference: string(reply.reference),
        receivedAt: string(reply.received_at),
        dueAt: string(reply.due_at),
        expiresAt: string(reply.expires_at),
        statusUrl: '',
      };
      // It was received when first sent or just now, whichever fits this device's clock better.
      const received = Date.parse(this.receipt.receivedAt);
      const [first, now] = [sentAt - received, Date.now() - received];
      this.#ahead = Math.abs(first) < Math.abs(now) ? first : now;
      this.step = 'confirming';
      this.#expectCode();
    }

    #expectCode() {
      this.codeEnds = Date.parse(this.receipt?.expiresAt ?? '') + this.#ahead;
      this.triesLeft = TRIES;
    }

    /** @param {URL} server @param {string} code */
    verify(server, code) {
      return this.#withReference(server, 'verify', { code }, (reply) => {
        if (this.receipt) this.receipt.statusUrl = string(reply.status_url);
        this.step = 'done';
      });
    }

    /** @param {URL} server */
    newCode(server) {
      return this.#withReference(server, 'code', {}, (reply) => {
        if (this.receipt) this.receipt.expiresAt = string(reply.expires_at);
        this.#expectCode();
        this.renewed = true;
      });
    }

    /** @param {URL} server @param {string} action @param {Record<string, string>} body @param {(reply: Record<string, unknown>) => void} then */
    #withReference(server, action, body, then) {
      return this.#run(async () => {
        const path = `${this.#path}/${encodeURIComponent(this.receipt?.reference ?? '')}/${action}`;
        try {
          then(await post(server, path, JSON.stringify(body)));
        } catch (error) {
          if (!(error instanceof AskError)) throw error;
          // Verified already: the reply to the right code was lost on its way.
          if (error.status === 409) this.step = 'done';
          else if (error.status === 404) this.#reset();
          if ('tries_left' in error.problem) this.triesLeft = number(error.problem.tries_left);
          if (error.status !== 409) throw error;
        }
      });
    }

    /** @param {() => Promise<void>} act */
    async #run(act) {
      if (this.busy) return;
      this.busy = true;
      this.trouble = null;
      this.renewed = false;
      this.#onChange();
      try {
        await act();
      } catch (error) {
        this.trouble = troubleOf(error);
      }
      this.busy = false;
      this.save();
      this.#onChange();
    }

    /** Back to writing, with what was written. What is sent from there is a request of its own. */
    rewrite() {
      this.#reset();
      this.save();
      this.#onChange();
    }

    #reset() {
      this.step = 'writing';
      this.receipt = null;
      this.trouble = null;
      this.#sent = null;
    }

    /** Forgets all but the address, which need not be typed again. */
    clear() {
      const { email } = this.values;
      this.#reset();
      this.values = { ...noValues(), email };
      this.open = false;
      this.kept = false;
      try {
        sessionStorage.removeItem(this.#key);
      } catch {
        // There is no storage, so there is nothing in it.
      }
    }

    /** Only called for what the visitor did. */
    save() {
      this.kept = true;
      const { values, step, receipt, codeEnds, triesLeft, open } = this;
      try {
        sessionStorage.setItem(this.#key, JSON.stringify({ values, step, receipt, codeEnds, triesLeft, open, ahead: this.#ahead, sent: this.#sent }));
      } catch {
        // Storage is off or full: the form lives as long as the page.
      }
    }

    restore() {
      try {
        const saved = record(JSON.parse(sessionStorage.getItem(this.#key) ?? 'null'));
        this.kept = 'values' in saved;
        const [values, receipt, sent] = [record(saved.values), record(saved.receipt), record(saved.sent)];
        this.values = {
          right: list(values.right).map(string),
          details: string(values.details),
          email: string(values.email),
          account: string(values.account),
          on_behalf_of: string(values.on_behalf_of),
          regime: string(values.regime) || UNSPECIFIED,
          language: languageOf(string(values.language)) ?? '',
          transcript: values.transcript === true,
        };
        if (receipt.reference && (saved.step === 'confirming' || saved.step === 'done')) {
          this.step = saved.step;
          this.receipt = {
            reference: string(receipt.reference),
            receivedAt: string(receipt.receivedAt),
            dueAt: string(receipt.dueAt),
            expiresAt: string(receipt.expiresAt),
            statusUrl: string(receipt.statusUrl),
          };
        }
        this.codeEnds = number(saved.codeEnds);
        this.triesLeft = number(saved.triesLeft);
        this.open = saved.open === true;
        this.#ahead = number(saved.ahead);
        if (sent.key) this.#sent = { key: string(sent.key), body: string(sent.body), at: number(sent.at) };
        // The page was left before the reply came.
        if (this.#sent && this.step === 'writing') this.trouble = { kind: 'lost', fields: [], retryAt: 0 };
      } catch {
        // Unreadable storage is the same as none.
      }
    }
  }

  const FORM_STYLE = `
    form, fieldset, dl, dd { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
    input { font: inherit; color: inherit; margin: 0; }
    .fields { display: grid; gap: 1.15em; }
    .fields legend, .fields label, summary { padding: 0; font-weight: 600; }
    .fields .small { font-weight: 400; }
    .field > input, .field > select, .field > textarea { display: block; inline-size: 100%; min-block-size: 44px; margin-block-start: .3em; padding: .5em .75em; border: 1px solid var(--edge); border-radius: 10px; background: var(--paper); }
    .field > textarea { min-block-size: 5.5em; max-block-size: 14em; line-height: 1.5; resize: vertical; field-sizing: content; }
    .field > :focus-visible { outline-offset: 0; outline-width: 2px; }
    .field > [aria-invalid="true"], .option > [aria-invalid="true"] { border-color: var(--bad); outline: 1px solid var(--bad); }
    .field > [aria-invalid="true"]:focus-visible { outline: 3px solid var(--bad); }
    .fields .option { display: flex; gap: .65em; align-items: center; min-block-size: 40px; font-weight: 400; }
    .option input { flex: none; inline-size: 1.25em; block-size: 1.25em; accent-color: var(--accent); }
    .option span::first-letter { text-transform: uppercase; }
    .error { color: var(--bad); font-size: .9375em; font-weight: 500; }
    .error:empty { display: none; }
    summary { min-block-size: 44px; padding-block: .55em; cursor: pointer; font-size: .9375em; }
    details .fields { margin-block: .35em .5em; }
    .next { padding-inline-start: 1.3em; list-style: decimal; font-size: .9375em; }
    .next li::marker { color: var(--accent); font-weight: 600; }
    .button.primary { justify-self: stretch; justify-content: center; border-color: transparent; background: var(--accent); color: var(--on-accent); font-weight: 600; }
    .button.primary:hover:not([aria-disabled="true"]) { background: var(--accent-deep); }
    .button.primary[aria-disabled="true"] { background: var(--well); border-color: var(--edge); }
    .field > .code { max-inline-size: 9em; font-size: 1.375em; letter-spacing: .2em; font-variant-numeric: tabular-nums; }
    .buttons { display: flex; flex-wrap: wrap; gap: .6em; }
    .facts dt { color: var(--quiet); font-size: .875em; }
    .facts dd { font-weight: 600; }
    .facts > * { margin: 0; }
    .facts dd + dt { margin-block-start: .5em; }
    .form h3:focus { outline: none; }
    .pending { display: flex; flex-wrap: wrap; gap: .25em .5em; align-items: center; justify-content: space-between; padding: .3em .75em .3em 1em; border-block-start: 1px solid var(--line); background: var(--tint); font-size: .875em; flex: none; }
    .pending .button { padding-inline: .75em; }
    .foot button { min-block-size: 32px; padding: 0; border: 0; background: none; color: var(--quiet); text-decoration: underline; text-underline-offset: .15em; }
    .foot button:hover { color: var(--accent); }
    @media (forced-colors: active) { .button.primary, .pending { border: 1px solid ButtonText; } }
  `;

  /**
   * What a form needs from its surroundings.
   * @typedef {{ say: Strings, language: Language, server: URL, credentials: Credentials | null, text: FormText,
   *   speak: (text: string) => void, leave: () => void }} FormSurroundings
   */

  /** A submission's form on the page, in the step it has come to. */
  class FormView {
    /** @type {Map<string, { control: HTMLElement, error: HTMLElement }>} */
    #fields = new Map();
    /** @type {HTMLElement | null} The step's own message. */
    #message = null;
    /** @type {HTMLElement | null} */
    #submit = null;
    #step = '';
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #expiry;

    /** @param {HTMLElement} node that it fills @param {Submission} submission @param {FormSurroundings} surroundings */
    constructor(node, submission, surroundings) {
      this.node = node;
      this.submission = submission;
      this.surroundings = surroundings;
      this.update(false);
    }

    /** What the form says under that name; empty where the server does not say it. @param {string} name @param {Record<string, string | number>} [values] */
    #say(name, values = {}) {
      return fill(string(this.surroundings.text.words[name]), values);
    }

    /** A label of what need not be filled in. @param {string} name */
    #sayOptional(name) {
      return joinSentences([this.#say(name), this.#say('optional')], this.surroundings.language);
    }

    /** @param {boolean} fresh it happened just now: focus goes to what is to be done next */
    update(fresh) {
      const { step, busy, trouble } = this.submission;
      const moved = this.#step !== step;
      if (moved) this.#showStep();
      this.#submit?.setAttribute('aria-disabled', String(busy));
      if (this.#submit) this.#submit.textContent = busy ? this.#say('sending') : this.#submit.dataset.label ?? '';
      this.#showTrouble(fresh);
      if (step === 'confirming') this.#showValidity();
      if (fresh && (moved || this.submission.renewed) && !trouble && !busy) this.#arrive();
    }

    release() {
      clearTimeout(this.#expiry);
    }

    #showStep() {
      const { step } = this.submission;
      this.#step = step;
      this.#fields.clear();
      this.#message = this.#submit = null;
      const parts = step === 'writing' ? this.#writing() : step === 'confirming' ? this.#confirming() : this.#done();
      this.node.replaceChildren(...parts.filter((part) => part instanceof Node), this.#instead());
      this.node.scrollTop = 0;
    }

    /** A step that came by itself is spoken, and what it is for gets the focus. */
    #arrive() {
      const code = this.#fields.get('code')?.control;
      const [first] = this.#fields.values();
      if (code instanceof HTMLInputElement) code.value = '';
      if (code) this.surroundings.speak(this.node.querySelector('p')?.textContent ?? '');
      const heading = /** @type {HTMLElement | null} */ (this.node.querySelector('h3[tabindex]'));
      (code ?? heading ?? first.control).focus();
    }

    // Steps.

    /** @returns {Child[]} */
    #writing() {
      const { submission } = this;
      const { say, credentials, server } = this.surroundings;
      const { kind, values } = submission;
      const rights = kind === 'rights_request';
      const details = this.#text('details', element('textarea', { rows: '3' }));
      this.#submit = element('button', { type: 'submit', class: 'button primary', 'data-label': say.send });
      this.#message = element('p', { class: 'error', role: 'alert' });
      const form = element(
        'form',
        { class: 'fields', novalidate: true },
        rights && this.#rights(),
        rights
          ? this.#field('details', this.#sayOptional('details'), details)
          : this.#field('message', this.#say('message'), details),
        this.#field('email', this.#say('email'), this.#text('email', element('input', { type: 'email', autocomplete: 'email' })), 'email_hint'),
        rights &&
          this.#field(
            'account',
            this.#sayOptional('account'),
            this.#text('account', element('input', { autocomplete: 'username', spellcheck: 'false', autocapitalize: 'none' })),
            'account_hint',
          ),
        rights && this.#more(),
        credentials && this.#option('transcript', this.#say('transcript'), values.transcript, (on) => (values.transcript = on)),
        this.#message,
        this.#submit,
      );
      this.#onSubmit(form, () => submission.send(server, credentials, this.#say('account')));
      return [
        element(
          'div',
          { class: 'card' },
          element('h3', {}, this.#say('next')),
          element(
            'ol',
            { class: 'next' },
            ...['next1', `next2_${kind}`].map((name) => element('li', {}, this.#say(name, { company: COMPANY }))),
          ),
          element('p', { class: 'small' }, this.#say('who', { send: say.send })),
          rights && element('p', { class: 'small' }, say.noIdDocs),
        ),
        form,
      ];
    }

    #rights() {
      const { submission } = this;
      const { say } = this.surroundings;
      const error = element('p', { class: 'error', id: 'form-right-error' });
      const options = RIGHTS.map((right) =>
        this.#option(right, optionalText(say, `right_${right}`), submission.values.right.includes(right), (on) => {
          const chosen = new Set(submission.values.right);
          if (on) chosen.add(right);
          else chosen.delete(right);
          submission.values.right = RIGHTS.filter((one) => chosen.has(one));
        }),
      );
      const group = element('fieldset', {}, element('legend', {}, this.#say('right')), error, ...options);
      for (const box of group.querySelectorAll('input')) box.setAttribute('aria-describedby', error.id);
      const control = group.querySelector('input');
      if (control) this.#fields.set('right', { control, error });
      return group;
    }

    #more() {
      const { values } = this.submission;
      const regimes = element('select');
      // Nothing in particular comes first: nobody has to know the law.
      for (const { regime } of this.surroundings.text.regimes) {
        const option = element('option', { value: regime }, this.#say(`regime.${regime}`) || regime);
        if (regime === UNSPECIFIED) regimes.prepend(option);
        else regimes.append(option);
      }
      const letters = element('select');
      for (const [tag, name] of Object.entries(LANGUAGE_NAMES)) letters.append(element('option', { value: tag, lang: tag }, name));
      return element(
        'details',
        { open: values.on_behalf_of !== '' || values.regime !== UNSPECIFIED },
        element('summary', {}, this.#say('more')),
        element(
          'div',
          { class: 'fields' },
          this.#field('on_behalf_of', this.#sayOptional('behalf'), this.#text('on_behalf_of', element('input', { autocomplete: 'off' })), 'behalf_hint'),
          this.#field('regime', this.#say('regime'), this.#text('regime', regimes), 'regime_hint'),
          this.#field('language', this.#say('letters'), this.#text('language', letters)),
        ),
      );
    }

    /** @returns {Child[]} */
    #confirming() {
      const { submission } = this;
      const { server } = this.surroundings;
      const { values } = submission;
      const input = element('input', { class: 'code', inputmode: 'numeric', autocomplete: 'one-time-code', spellcheck: 'false' });
      this.#submit = element('button', { type: 'submit', class: 'button primary', 'data-label': this.#say('confirm') });
      const validity = element('p', { class: 'small validity', role: 'status' });
      const form = element('form', { class: 'fields', novalidate: true }, this.#field('code', this.#say('code'), input), validity, this.#submit);
      this.#onSubmit(form, () => {
        // A whole mail may have been pasted, and an input method may write wide digits.
        const text = input.value.normalize('NFKC');
        return submission.verify(server, /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? text);
      });
      return [
        element('h3', { tabindex: '-1' }, this.#say('code_title')),
        element('p', {}, this.#say('code_sent', { email: values.email })),
        form,
        element(
          'div',
          { class: 'buttons' },
          button({ class: 'button renew' }, () => submission.newCode(server), this.#say('new_code')),
          button(
            { class: 'button' },
            () => submission.rewrite(),
            this.#say('again'),
          ),
        ),
        element('p', { class: 'small' }, this.#say('no_mail')),
        this.#facts(),
        element('p', { class: 'small' }, this.#say('unconfirmed')),
      ];
    }

    /** @returns {Child[]} */
    #done() {
      const { say, leave } = this.surroundings;
      const { receipt, values, kind } = this.submission;
      const address = webAddress(receipt?.statusUrl ?? '');
      return [
        element('h3', { tabindex: '-1' }, this.#say('done')),
        this.#facts(),
        element('p', {}, this.#say('receipt', { email: values.email })),
        address && element('p', {}, outwardLink(address.href, this.#say('follow'), say)),
        kind === 'rights_request' && element('p', { class: 'small' }, say.noIdDocs),
        button({ class: 'button primary' }, leave, say.back),
      ];
    }

    /** What is to be remembered. */
    #facts() {
      const { text, language } = this.surroundings;
      const { receipt, values } = this.submission;
      // The mails tell the day in the law's own zone, and so must this.
      const zone = text.regimes.find(({ regime }) => regime === values.regime)?.zone;
      const facts = receipt && {
        reference: receipt.reference,
        received_at: momentText(receipt.receivedAt, language),
        due: dayText(receipt.dueAt, zone, language),
      };
      const node = element('dl', { class: 'card facts' });
      for (const [name, value] of Object.entries(facts ?? {})) {
        if (value) node.append(element('dt', {}, this.#say(name)), element('dd', {}, value));
      }
      return node;
    }

    /** The other way to support, in clear text. */
    #instead() {
      const { say, language, text } = this.surroundings;
      const { email, hours } = text.support;
      const lines = [this.#say('instead', { email }), fill(say.hours, { hours }), availability(text.support, say, language)];
      return element('div', {}, ...lines.map((line) => line && element('p', { class: 'small' }, line)));
    }

    // Fields.

    /**
     * @param {string} name as the server calls it @param {string} label @param {HTMLElement} control @param {string} [hint] its name
     */
    #field(name, label, control, hint = '') {
      control.id = `form-${name}`;
      const error = element('p', { class: 'error', id: `form-${name}-error`, role: name === 'code' ? 'alert' : '' });
      const small = hint && element('p', { class: 'small', id: `form-${name}-hint` }, this.#say(hint));
      control.setAttribute('aria-describedby', [small && small.id, error.id].filter(Boolean).join(' '));
      this.#fields.set(name, { control, error });
      return element('div', { class: 'field' }, element('label', { for: control.id }, label), small, error, control);
    }

    /**
     * A control that keeps what is typed.
     * @template {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control
     * @param {'details' | 'email' | 'account' | 'on_behalf_of' | 'regime' | 'language'} name @param {Control} control
     */
    #text(name, control) {
      const { submission } = this;
      control.value = submission.values[name];
      control.addEventListener('input', () => {
        Object.assign(submission.values, { [name]: control.value });
        submission.save();
      });
      return control;
    }

    /** @param {string} name @param {string} label @param {boolean} checked @param {(on: boolean) => void} change */
    #option(name, label, checked, change) {
      const box = element('input', { type: 'checkbox', name, checked });
      box.addEventListener('change', () => {
        change(box.checked);
        this.submission.save();
      });
      return element('label', { class: 'option' }, box, element('span', {}, label));
    }

    /** @param {HTMLFormElement} form @param {() => void} act */
    #onSubmit(form, act) {
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        act();
      });
    }

    // What the server said.

    /** @param {boolean} fresh */
    #showTrouble(fresh) {
      const { triesLeft, busy, step } = this.submission;
      // Locked stays locked over a reload.
      const trouble = this.submission.trouble ?? (step === 'confirming' && triesLeft < 1 ? { kind: 'locked', fields: [], retryAt: 0 } : null);
      for (const { control, error } of this.#fields.values()) {
        error.textContent = '';
        control.removeAttribute('aria-invalid');
      }
      if (this.#message) this.#message.textContent = '';
      if (!trouble || busy) return;
      const code = this.#fields.get('code');
      const values = { n: triesLeft, s: Math.max(1, Math.ceil((trouble.retryAt - Date.now()) / 1000)) };
      const sentence =
        trouble.kind === 'fields'
          ? this.#say('marked')
          : trouble.kind === 'refused'
            ? this.surroundings.say.failure_refused
            : this.#say(`trouble_${trouble.kind}`, values);
      const place = code?.error ?? this.#message;
      if (place) place.textContent = sentence;
      /** @type {HTMLElement | null | undefined} */
      let first = trouble.kind === 'wrong' || trouble.kind === 'six_digits' ? code?.control : null;
      if (first) first.setAttribute('aria-invalid', 'true');
      for (const [name, { control, error }] of this.#fields) {
        if (!trouble.fields.includes(name) || code) continue;
        error.textContent = this.#say(`error_${name}`) || this.#say('error_other');
        control.setAttribute('aria-invalid', 'true');
        const folded = control.closest('details');
        if (folded) folded.open = true;
        first ??= control;
      }
      if (trouble.kind === 'locked') first = /** @type {HTMLElement | null} */ (this.node.querySelector('.renew'));
      if (trouble.kind === 'gone') first = this.#submit;
      if (!fresh || !first) return;
      first.focus();
      // What is wrong with it stands above it.
      (first.closest('.field, fieldset') ?? first).scrollIntoView({ block: 'nearest' });
      if (first instanceof HTMLInputElement && first === code?.control) first.select();
    }

    #showValidity() {
      const { codeEnds, renewed, triesLeft } = this.submission;
      const { language } = this.surroundings;
      const place = this.node.querySelector('.validity');
      if (!place) return;
      clearTimeout(this.#expiry);
      const left = codeEnds - Date.now();
      const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
      const text =
        triesLeft < 1
          ? ''
          : left > 0
            ? joinSentences([...(renewed ? [this.#say('renewed')] : []), this.#say('valid_until', { time: time.format(codeEnds) })], language)
            : this.#say('expired');
      if (place.textContent !== text) place.textContent = text;
      if (left > 0) this.#expiry = setTimeout(() => this.#showValidity(), left + 50);
    }
  }

  /** The day of a moment in a law's zone. @param {string} instant ISO 8601 @param {string | undefined} timeZone @param {Language} language */
  function dayText(instant, timeZone, language) {
    const date = new Date(instant);
    if (!instant || Number.isNaN(date.getTime())) return '';
    return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone }).format(date);
  }

  // ---------------------------------------------------------------- element

  const phone = matchMedia('(max-width: 640px)');
  const touch = matchMedia('(pointer: coarse)');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE + FORM_STYLE);

  class RelayMeChat extends HTMLElement {
    static observedAttributes = ['lang', 'mode'];

    #root = this.attachShadow({ mode: 'open' });
    // What the on-screen keyboard leaves of a phone's screen, as custom properties: a style sheet, since inline styles may be forbidden.
    #sheetSize = new CSSStyleSheet();
    /** @type {ReturnType<typeof buildFrame> | null} */
    #parts = null;
    /** @type {HTMLButtonElement | null} */
    #launcher = null;
    /** @type {Conversation | null} */
    #conversation = null;
    /** @type {Map<Turn, TurnView>} */
    #views = new Map();
    /** What lies over the conversation, and how to lay it there again. @type {{ node: HTMLElement, opener: HTMLElement, again: (opener: HTMLElement) => void, leave: () => void } | null} */
    #drawer = null;
    /** @type {Map<Kind, Submission>} */
    #submissions = new Map();
    /** @type {FormView | null} */
    #form = null;
    /** What forms say, by language. @type {Map<Language, FormText>} */
    #formTexts = new Map();
    /** @type {AbortController | null} Ends every listener outside the shadow tree. */
    #listening = null;
    #composing = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #statusTimer;
    /** @type {Map<string, Promise<string>>} */
    #passages = new Map();

    connectedCallback() {
      // A move within the page disconnects and connects again; what stands, stays.
      if (this.#listening) return;
      this.#listening = new AbortController();
      this.#listen(this.#listening.signal);
      this.#root.adoptedStyleSheets = [sheet, this.#sheetSize];
      if (!this.hasAttribute('mode')) this.setAttribute('mode', 'inline');
      if (this.#inline) this.#conversationNow().restore();
      this.#draw();
      if (this.#inline) this.#resumeForm();
    }

    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#listening?.abort();
        this.#listening = null;
        this.#conversation?.stop();
        this.#form?.release();
        for (const view of this.#views.values()) view.release();
      });
    }

    /** @param {string} name @param {string | null} before @param {string | null} now */
    attributeChangedCallback(name, before, now) {
      if (!this.#parts || before === now) return;
      if (name === 'lang' && this.#conversation) this.#conversation.chosenLanguage = null;
      this.#draw();
    }

    /** Opens the panel. An inline one is always open. */
    open() {
      const dialog = this.#dialog;
      if (!dialog || dialog.open) return;
      const conversation = this.#conversationNow();
      if (!conversation.turns.length) {
        conversation.restore();
        if (conversation.turns.length) this.#draw();
      }
      this.#show();
      const form = this.#drawer ? null : this.#resumeForm();
      if (form) form.focus();
      else this.#focusStart();
      this.#emit('open', {});
    }

    close() {
      const dialog = this.#dialog;
      if (!dialog?.open) return;
      this.#closeDrawer();
      dialog.close();
      this.#launcher?.focus();
    }

    /**
     * Opens the panel with a question. It is sent only on a visitor's own act (a click on the page's button):
     * a page alone must not start a conversation, so then it waits in the composer.
     * @param {string} question
     */
    ask(question) {
      this.open();
      if (navigator.userActivation?.isActive && this.#send(String(question))) return;
      const { textarea } = this.#partsNow;
      textarea.value = String(question);
      this.#showCounter();
      textarea.focus();
    }

    // What the element is set to.

    get #inline() {
      return this.getAttribute('mode') !== 'launcher';
    }

    get #language() {
      return this.#conversation?.chosenLanguage ?? languageFor(this);
    }

    get #server() {
      const set = this.getAttribute('server');
      // Relative to where the script lies, so that a bot under a path works too.
      return set ? new URL(set.endsWith('/') ? set : `${set}/`, document.baseURI) : new URL('.', ownScript?.src || document.baseURI);
    }

    get #dialog() {
      if (!this.#parts) return null;
      // Set at creation: a frame is a dialog in launcher mode alone.
      return this.#parts.frame instanceof HTMLDialogElement ? this.#parts.frame : null;
    }

    get #storageKey() {
      return `relayme-chat ${this.#inline ? 'inline' : 'launcher'} ${this.#server.href}`;
    }

    #conversationNow() {
      this.#conversation ??= new Conversation(this.#storageKey, (turn) => this.#onTurn(turn));
      return this.#conversation;
    }

    /** @param {Kind} kind */
    #submission(kind) {
      let submission = this.#submissions.get(kind);
      if (!submission) {
        submission = new Submission(kind, `${this.#storageKey} ${kind}`, () => this.#onSubmission(kind));
        submission.restore();
        this.#submissions.set(kind, submission);
      }
      return submission;
    }

    // Drawing.

    /** Draws everything in the present language and mode. Rare: at first, at a change of language or mode, on restoring. */
    #draw() {
      const language = this.#language;
      const say = STRINGS[language];
      const before = this.#parts;
      const wasOpen = this.#dialog?.open ?? false;
      const reopen = this.#drawer;
      this.#drawer = null;
      this.#form?.release();
      this.#form = null;
      const hadFocus = this.#root.activeElement !== null;
      const outside = document.activeElement;
      for (const view of this.#views.values()) view.release();
      this.#views.clear();

      const parts = buildFrame(this.#inline, say, language, this.#server);
      this.#parts = parts;
      parts.textarea.value = before?.textarea.value ?? '';
      this.#launcher = null;
      if (!this.#inline) {
        const attributes = {
          class: 'launcher',
          lang: language,
          'aria-expanded': 'false',
          'aria-controls': 'panel',
          'aria-haspopup': 'dialog',
        };
        this.#launcher = button(
          attributes,
          () => (this.#dialog?.open ? this.close() : this.open()),
          icon('chat'),
          element('span', { class: 'text' }, say.launcher),
        );
      }
      this.#wire(parts);
      this.#root.replaceChildren(...[this.#launcher, parts.frame].filter((node) => node !== null));
      for (const turn of this.#conversation?.turns ?? []) this.#addView(turn, false);
      this.#showBusy();
      this.#showCounter();
      this.#showPending();
      this.#measure();
      if (wasOpen) this.#show();
      if (this.#views.size) this.#pinLast();
      reopen?.again(parts.textarea);
      // Showing a dialog takes the focus: it goes where the change was made, the menu, or back to the page.
      if (hadFocus && !reopen) parts.menu.focus();
      else if (!hadFocus && outside instanceof HTMLElement) outside.focus();
    }

    /** @param {ReturnType<typeof buildFrame>} parts */
    #wire(parts) {
      const { frame, menu, close, starterButtons, transcript, more, composer, textarea, formButtons } = parts;
      close.addEventListener('click', () => this.close());
      menu.addEventListener('change', () => this.#chooseLanguage(menu.value));
      for (const starter of starterButtons) {
        starter.addEventListener('click', () => this.#send(starter.textContent ?? '', this.#language));
      }
      composer.addEventListener('submit', (event) => {
        event.preventDefault();
        if (this.#conversation?.busy) this.#conversation.stop();
        else this.#sendComposed();
      });
      formButtons.forEach((opener, index) => opener.addEventListener('click', () => this.#openForm(KINDS[index], opener)));
      textarea.addEventListener('input', () => this.#showCounter());
      textarea.addEventListener('compositionend', () => {
        // Safari ends the composition before it reports the Enter that ended it: that key belongs to the input method too.
        this.#composing = true;
        setTimeout(() => (this.#composing = false));
      });
      textarea.addEventListener('keydown', (event) => this.#onComposerKey(event));
      transcript.addEventListener('scroll', () => this.#showMore(), { passive: true });
      more.addEventListener('click', () => {
        transcript.scrollBy({ top: transcript.clientHeight * 0.8 });
        transcript.focus();
      });
      frame.addEventListener('keydown', (event) => this.#onEscape(event));
      // The phone's back gesture asks to cancel without a key.
      frame.addEventListener('cancel', (event) => {
        event.preventDefault();
        this.#stepBack();
      });
      frame.addEventListener('close', () => this.#onClosed());
    }

    /** @param {AbortSignal} signal */
    #listen(signal) {
      phone.addEventListener('change', () => this.#dialog?.open && this.#show(), { signal });
      window.visualViewport?.addEventListener('resize', () => this.#measure(), { signal });
      window.visualViewport?.addEventListener('scroll', () => this.#measure(), { signal });
      window.addEventListener('resize', () => this.#measure(), { signal });
      document.addEventListener('focusin', (event) => this.#makeWay(event), { signal });
    }

    /** A phone gets a sheet that is truly modal, wider screens a panel beside the page. */
    #show() {
      const dialog = this.#dialog;
      if (!dialog) return;
      const modal = phone.matches;
      if (dialog.open && dialog.getAttribute('aria-modal') === String(modal)) return;
      const focused = dialog.open && (this.#root.activeElement ?? document.activeElement);
      // Open again before its `close` event arrives, so that nobody is told that it closed.
      if (dialog.open) dialog.close();
      dialog.setAttribute('aria-modal', String(modal));
      if (modal) dialog.showModal();
      else dialog.show();
      if (focused instanceof HTMLElement) focused.focus();
      this.#launcher?.setAttribute('aria-expanded', 'true');
      this.#measure();
      this.#showMore();
    }

    #onClosed() {
      if (this.#dialog?.open) return;
      this.#launcher?.setAttribute('aria-expanded', 'false');
      // The event comes late; whoever took the focus since then keeps it.
      if (document.activeElement === document.body || document.activeElement === this) this.#launcher?.focus();
      this.#emit('close', {});
    }

    #focusStart() {
      // On a touch screen the composer would raise the keyboard over the disclosure.
      const { title, textarea } = this.#partsNow;
      (touch.matches ? title : textarea).focus();
    }

    get #partsNow() {
      if (!this.#parts) throw new Error('relayme-chat is not connected');
      return this.#parts;
    }

    #measure() {
      if (!this.#parts) return;
      const { frame } = this.#parts;
      frame.classList.toggle('wide', frame.clientWidth > 640);
      const view = window.visualViewport;
      const shrunk = view && phone.matches && view.scale === 1 && view.height < window.innerHeight - 1;
      this.#sheetSize.replaceSync(shrunk ? `.frame { --sheet-height: ${view.height}px; --sheet-top: ${view.offsetTop}px; }` : '');
    }

    // Keys.

    /** @param {KeyboardEvent} event */
    #onComposerKey(event) {
      const { textarea } = this.#partsNow;
      if (event.key === 'Enter' && !event.shiftKey) {
        if (event.isComposing || event.keyCode === 229 || this.#composing) return;
        event.preventDefault();
        if (!this.#conversation?.busy) this.#sendComposed();
      } else if ((event.key === 'PageUp' || event.key === 'PageDown') && !textarea.value) {
        event.preventDefault();
        const scroller = this.#scroller;
        scroller.scrollBy({ top: (event.key === 'PageUp' ? -0.9 : 0.9) * scroller.clientHeight });
      }
    }

    /** @param {KeyboardEvent} event */
    #onEscape(event) {
      if (event.key !== 'Escape' || event.isComposing || event.keyCode === 229) return;
      if (!this.#drawer && !this.#dialog?.open) return;
      event.preventDefault();
      event.stopPropagation();
      this.#stepBack();
    }

    #stepBack() {
      if (this.#drawer) this.#leaveDrawer();
      else this.close();
    }

    // Asking.

    #sendComposed() {
      const { textarea } = this.#partsNow;
      if (!this.#send(textarea.value)) return;
      textarea.value = '';
      this.#showCounter();
    }

    /** @param {string} text @param {Language | null} [askedIn] @returns {boolean} whether it went out */
    #send(text, askedIn = null) {
      const question = text.trim();
      const conversation = this.#conversationNow();
      if (!question || conversation.busy || codePoints(question) > MAX_QUESTION) return false;
      conversation.ask(this.#server, question, this.#language, askedIn);
      this.#focusAfterAsking();
      return true;
    }

    /** @param {Turn} turn */
    #retry(turn) {
      const conversation = this.#conversationNow();
      if (conversation.busy) return;
      const view = this.#views.get(turn);
      view?.release();
      view?.node.remove();
      this.#views.delete(turn);
      conversation.retry(this.#server, turn, this.#language);
      this.#focusAfterAsking();
    }

    /** What was pressed is gone; focus goes to the composer, or on a touch screen to the transcript, which raises no keyboard. */
    #focusAfterAsking() {
      const { textarea, transcript } = this.#partsNow;
      if (this.#root.activeElement === textarea) return;
      (touch.matches ? transcript : textarea).focus({ preventScroll: true });
    }

    /** @param {Turn} turn */
    #onTurn(turn) {
      if (!this.#parts) return;
      const known = this.#views.get(turn);
      if (known) known.update(true);
      else this.#addView(turn, true);
      if (!known) this.#pinLast();
      this.#showBusy();
      this.#showMore();
      if (turn.status === 'asking') this.#announceStage(turn);
      else this.#announceEnd(turn);
    }

    /** @param {Turn} turn @param {boolean} fresh */
    #addView(turn, fresh) {
      const { turns, starters } = this.#partsNow;
      const language = this.#language;
      const view = new TurnView(turn, {
        say: STRINGS[language],
        language,
        showCitation: (citation, opener) => this.#showCitation(citation, opener, turn.citations.includes(citation) ? citation.number : 0),
        retry: () => this.#retry(turn),
        speak: (text) => this.#speak(element('p', {}, text)),
        showForm: (asked, opener) => this.#openForm(asked.answer?.handoff?.kind === 'rights_request' ? 'rights_request' : 'handoff', opener, asked),
      });
      this.#views.set(turn, view);
      starters.hidden = true;
      turns.append(view.node);
      view.update(fresh);
    }

    /** The transcript, or on a very low screen the whole panel. */
    get #scroller() {
      const { main, transcript } = this.#partsNow;
      return getComputedStyle(transcript).overflowY === 'visible' ? main : transcript;
    }

    /** A new question goes to the top, so that its answer is read from the start and nothing moves while it grows. */
    #pinLast() {
      const last = this.#partsNow.turns.lastElementChild;
      const scroller = this.#scroller;
      if (last) scroller.scrollTop += last.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    }

    #showMore() {
      const last = [...this.#views.values()].at(-1);
      this.#partsNow.more.hidden =
        !last || this.#scroller !== this.#partsNow.transcript || last.contentEnd - this.#scroller.getBoundingClientRect().bottom < 24;
    }

    #showBusy() {
      const { send } = this.#partsNow;
      const say = STRINGS[this.#language];
      const busy = this.#conversation?.busy ?? false;
      const label = busy ? say.stop : say.send;
      if (send.getAttribute('aria-label') === label) return;
      send.setAttribute('aria-label', label);
      send.replaceChildren(icon(busy ? 'stop' : 'send'));
    }

    #showCounter() {
      const { textarea, counter } = this.#partsNow;
      const say = STRINGS[this.#language];
      const count = codePoints(textarea.value.trim());
      const over = count > MAX_QUESTION;
      counter.hidden = count < COUNTER_FROM;
      counter.classList.toggle('over', over);
      counter.textContent =
        fill(say.counter, { n: count, max: MAX_QUESTION }) + (over ? ` – ${fill(say.tooLong, { max: MAX_QUESTION })}` : '');
      textarea.setAttribute('aria-invalid', String(over));
      // Only the crossing is spoken, not every character.
      if (over !== (counter.getAttribute('role') === 'alert'))
        over ? counter.setAttribute('role', 'alert') : counter.removeAttribute('role');
    }

    // Speaking.

    /** What is going on is said only if it lasts. @param {Turn} turn */
    #announceStage(turn) {
      const { status } = this.#partsNow;
      const say = STRINGS[this.#language];
      const text = turn.stage === 'checking' ? say.checking : say.searching;
      clearTimeout(this.#statusTimer);
      this.#statusTimer = setTimeout(() => {
        if (turn.status === 'asking' && status.textContent !== text) status.textContent = text;
      }, 1000);
    }

    /** @param {Turn} turn */
    #announceEnd(turn) {
      const { status } = this.#partsNow;
      const say = STRINGS[this.#language];
      clearTimeout(this.#statusTimer);
      status.textContent = '';
      if (turn.status === 'failed') return this.#emit('failure', { kind: turn.failure?.kind });
      if (turn.status === 'stopped' || !turn.answer) return;
      const spoken =
        joinSentences(
          turn.segments.map((segment) => segment.text),
          turn.language,
        ) || say.abstainBody;
      const { handoff } = turn.answer;
      const message = element(
        'p',
        {},
        element('span', { lang: turn.language }, fill(say.srAnswer, { text: spoken })),
        turn.citations.length > 0 && ` ${fill(say.srSources, { n: turn.citations.length })}`,
        handoff?.email && ` ${handoffLead(turn.answer, say)} ${handoff.email}`,
      );
      this.#speak(message);
      this.#emit('answer', {
        id: turn.answer.id,
        outcome: turn.answer.outcome,
        language: turn.answer.language,
        citations: turn.citations.length,
      });
    }

    /** @param {HTMLElement} message */
    #speak(message) {
      this.#partsNow.announcer.append(message);
      // Once spoken it would only be met a second time by someone reading on.
      setTimeout(() => message.remove(), 3000);
    }

    /** @param {string} name @param {Record<string, unknown>} detail */
    #emit(name, detail) {
      this.dispatchEvent(new CustomEvent(`relayme:${name}`, { detail, bubbles: true, composed: true }));
    }

    // The drawer.

    /**
     * Lays something over the conversation.
     * @param {string} title @param {HTMLElement} content @param {HTMLElement} opener gets the focus back @param {(opener: HTMLElement) => void} again @param {() => void} [leave]
     */
    #showDrawer(title, content, opener, again, leave = () => {}) {
      const { frame, main } = this.#partsNow;
      this.#closeDrawer();
      const back = button({ class: 'icon', 'aria-label': STRINGS[this.#language].back }, () => this.#leaveDrawer(), icon('back'));
      const heading = element('h2', { class: 'title', id: 'drawer-title' }, title);
      const node = element(
        'div',
        { class: 'drawer', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'drawer-title' },
        element('div', { class: 'head' }, back, heading),
        content,
      );
      this.#drawer = { node, opener, again, leave };
      main.inert = true;
      frame.append(node);
      return back;
    }

    /** The visitor leaves it; closing with the panel or for another one is not leaving. */
    #leaveDrawer() {
      const leave = this.#drawer?.leave;
      this.#closeDrawer();
      leave?.();
    }

    #closeDrawer() {
      if (!this.#drawer) return;
      const { node, opener } = this.#drawer;
      this.#drawer = null;
      this.#form?.release();
      this.#form = null;
      node.remove();
      this.#partsNow.main.inert = false;
      (opener.isConnected ? opener : this.#partsNow.textarea).focus();
    }

    /** @param {Citation} citation @param {HTMLElement} opener @param {number} number 0 for a passage that is only close */
    async #showCitation(citation, opener, number) {
      const language = this.#language;
      const say = STRINGS[language];
      const view = new PassageView(citation, say, language);
      const title = number ? fill(say.source, { n: number }) : say.quoted;
      this.#showDrawer(title, view.node, opener, (other) => this.#showCitation(citation, other, number)).focus();
      const key = `${citation.passage_id} ${citation.language}`;
      try {
        const passage = this.#passages.get(key) ?? loadPassage(this.#server, citation);
        this.#passages.set(key, passage);
        view.showPassage(await passage);
      } catch {
        this.#passages.delete(key);
        view.showFailure();
      }
    }

    // Forms.

    /** Opens a form with what is known already. @param {Kind} kind @param {HTMLElement} opener @param {Turn | null} [turn] that led to it */
    #openForm(kind, opener, turn = null) {
      const submission = this.#submission(kind);
      const { values } = submission;
      if (submission.step === 'done') submission.clear();
      if (submission.step === 'writing' && !submission.trouble) {
        const right = turn?.answer?.handoff?.right;
        if (right && !values.right.includes(right)) values.right.push(right);
        values.details ||= turn?.question ?? '';
        values.email ||= [...this.#submissions.values()].map((other) => other.values.email).find(Boolean) ?? '';
        values.language ||= languageOf(turn?.language) ?? this.#language;
      }
      this.#showForm(kind, opener).focus();
      if (submission.kept) submission.save();
    }

    /** @param {Kind} kind @param {HTMLElement} opener */
    #showForm(kind, opener) {
      const submission = this.#submission(kind);
      submission.open = true;
      const place = element('div', { class: 'passage form' });
      /** @param {HTMLElement} other */
      const again = (other) => this.#showForm(kind, other).focus();
      const back = this.#showDrawer(formTitle(kind, STRINGS[this.#language]), place, opener, again, () => {
        submission.open = false;
        if (submission.step === 'done') submission.clear();
        else if (submission.kept) submission.save();
        this.#showPending();
      });
      this.#fillForm(submission, place);
      return back;
    }

    /** @param {Submission} submission @param {HTMLElement} place */
    async #fillForm(submission, place) {
      const language = this.#language;
      const say = STRINGS[language];
      const server = this.#server;
      try {
        const text = this.#formTexts.get(language) ?? (await loadForm(server, language));
        this.#formTexts.set(language, text);
        if (!place.isConnected) return;
        this.#form = new FormView(place, submission, {
          say,
          language,
          server,
          text,
          credentials: this.#conversation?.credentials ?? null,
          speak: (message) => this.#speak(element('p', {}, message)),
          leave: () => this.#leaveDrawer(),
        });
      } catch {
        const again = button({ class: 'button' }, () => this.#fillForm(submission, place), say.retry);
        place.replaceChildren(element('p', { class: 'error', role: 'alert' }, say.formFailed), again);
      }
    }

    /** After a reload, a form that was open is open again. */
    #resumeForm() {
      const kind = KINDS.find((one) => this.#submission(one).open);
      this.#showPending();
      return kind ? this.#showForm(kind, this.#partsNow.textarea) : null;
    }

    /** @param {Kind} kind */
    #onSubmission(kind) {
      const submission = this.#submission(kind);
      if (this.#form?.submission === submission) this.#form.update(true);
      this.#showPending();
      if (submission.busy || submission.trouble || submission.step === 'writing') return;
      this.#emit('handoff', { kind, status: submission.step === 'done' ? 'received' : 'awaiting_verification' });
    }

    /** A form whose code is still to come is not to be forgotten behind the conversation. */
    #showPending() {
      const { pending } = this.#partsNow;
      const say = STRINGS[this.#language];
      const waiting = KINDS.filter((kind) => this.#submissions.get(kind)?.step === 'confirming');
      pending.hidden = !waiting.length;
      pending.replaceChildren(
        ...waiting.flatMap((kind) => {
          const opener = button({ class: 'button' }, () => this.#openForm(kind, opener), say.resume);
          return [element('span', {}, fill(say.waiting, { reference: this.#submission(kind).receipt?.reference ?? '' })), opener];
        }),
      );
    }

    // The rest.

    /** @param {string} tag */
    #chooseLanguage(tag) {
      const conversation = this.#conversationNow();
      conversation.chosenLanguage = languageOf(tag);
      conversation.save();
      this.#draw();
    }

    /** The launcher must not hide what has the keyboard focus. @param {FocusEvent} event */
    #makeWay(event) {
      const launcher = this.#launcher;
      const [focused] = event.composedPath();
      if (!launcher || !(focused instanceof Element)) return;
      launcher.classList.remove('aside');
      if (event.target === this) return;
      const own = launcher.getBoundingClientRect();
      const other = focused.getBoundingClientRect();
      const overlaps = other.right > own.left && other.left < own.right && other.bottom > own.top && other.top < own.bottom;
      launcher.classList.toggle('aside', overlaps);
    }
  }

  customElements.define('relayme-chat', RelayMeChat);

  /** The element the page's script means: the launcher, else the first. @returns {RelayMeChat | null} */
  function elementOfPage() {
    return document.querySelector('relayme-chat[mode="launcher"]') ?? document.querySelector('relayme-chat');
  }

  Object.defineProperty(window, 'relayme', {
    value: Object.freeze({
      open: () => elementOfPage()?.open(),
      close: () => elementOfPage()?.close(),
      /** @param {string} question */
      ask: (question) => elementOfPage()?.ask(question),
    }),
  });

  function addLauncher() {
    if (ownScript?.dataset.mode === 'none' || document.querySelector('relayme-chat')) return;
    const launcher = document.createElement('relayme-chat');
    launcher.setAttribute('mode', 'launcher');
    if (ownScript?.dataset.lang) launcher.lang = ownScript.dataset.lang;
    document.body.append(launcher);
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', addLauncher, { once: true });
  else addLauncher();
})();
