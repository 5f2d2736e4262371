const none = { kind: 'none' };
const refresh = { kind: 'refresh' };
/** Which events concern an operation, by what its name is about; all, where that is several things. */
const subjects = [
    [/Report|Comment|Reaction|Review/, ['report.created', 'report.updated', 'report.submitted', 'report.activity', 'report.deleted']],
    [/Notification|Inbox/, ['notification.new', 'notification.unread']],
    [/Calendar|Holiday|Leave/, ['calendar.changed']]
];
/** Who is there, and how many notices are unread, says nothing of anything else; each connection begins with both. */
const silent = ['team.presence', 'notification.unread'];
export function concerns(operation, type) {
    const subject = subjects.find(([name]) => name.test(operation));
    return subject ? subject[1].includes(type) : !silent.includes(type);
}
/** @param query of the call: what a list is of. */
export function effectOf(event, answer, query) {
    const { type } = event;
    const data = event.data;
    // Taken back: whether it is still seen is for the API to say.
    if (data.state === 'draft' && event.channel.startsWith('team:'))
        return isPage(answer) && !find(answer, data) ? none : refresh;
    if (isPage(answer))
        return effectOnPage(type, data, answer, query);
    if (!isThing(answer))
        return refresh;
    const id = data.reportId ?? data.id;
    // What concerns another one of the kind does not concern this one.
    return id === answer.id ? refresh : type.startsWith('report.') ? none : refresh;
}
function effectOnPage(type, data, page, query) {
    const present = find(page, data);
    if (type === 'report.deleted')
        return present ? { kind: 'apply', answer: without(page, present) } : none;
    if (type === 'report.activity')
        return present ? replace(page, present, data) : none;
    if (!type.startsWith('report.'))
        return refresh;
    if (!belongs(data, query))
        return present ? refresh : none;
    if (!present)
        return refresh;
    const isOlder = typeof data.version === 'number' && typeof present.version === 'number' && data.version <= present.version;
    return isOlder ? none : replace(page, present, data);
}
function find(page, data) {
    const id = data.reportId ?? data.id;
    return page.items.find((item) => item.id === id);
}
const without = (page, gone) => ({ ...page, items: page.items.filter((item) => item !== gone) });
/** What the item has and the event knows; the rest stays. */
function replace(page, present, data) {
    const known = Object.fromEntries(Object.entries(data).filter(([key]) => key in present && key !== 'id'));
    return { kind: 'apply', answer: { ...page, items: page.items.map((item) => item === present ? { ...item, ...known } : item) } };
}
/** Does the list still have it? As far as what was asked for is a key of it. */
function belongs(data, query) {
    return Object.entries(query).every(([key, value]) => value === undefined || !(key in data) || data[key] === value);
}
const isPage = (answer) => Array.isArray(answer?.items);
const isThing = (answer) => typeof answer?.id === 'string';
