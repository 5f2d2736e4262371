import { apiErrorOf } from "./errors.js";
/** For people, by the keyword of the schema. The number is the limit that the API's own words name. */
const texts = {
    required: { en: 'Please fill this in.', id: 'Wajib diisi.' },
    minLength: { en: 'Please enter at least # characters.', id: 'Isi paling sedikit # karakter.' },
    maxLength: { en: 'Please enter at most # characters.', id: 'Isi paling banyak # karakter.' },
    minimum: { en: 'Must be # or more.', id: 'Harus # atau lebih.' },
    maximum: { en: 'Must be # or less.', id: 'Harus # atau kurang.' },
    minItems: { en: 'Please add at least #.', id: 'Tambahkan paling sedikit #.' },
    maxItems: { en: 'At most # are possible.', id: 'Paling banyak #.' },
    uniqueItems: { en: 'Something is here twice.', id: 'Ada yang tercantum dua kali.' },
    enum: { en: 'Please choose one of the list.', id: 'Pilih salah satu dari daftar.' },
    const: { en: 'Please choose one of the list.', id: 'Pilih salah satu dari daftar.' },
    pattern: { en: 'This does not have the right form.', id: 'Bentuknya tidak sesuai.' },
    format: { en: 'This does not have the right form.', id: 'Bentuknya tidak sesuai.' },
    type: { en: 'This is not of the right kind.', id: 'Jenis isinya tidak sesuai.' },
    additionalProperties: { en: 'This is not known here.', id: 'Isian ini tidak dikenal.' }
};
const formats = {
    email: { en: 'This is not an e-mail address.', id: 'Ini bukan alamat email.' },
    date: { en: 'This is not a date.', id: 'Ini bukan tanggal.' },
    'date-time': { en: 'This is not a time.', id: 'Ini bukan waktu.' },
    uri: { en: 'This is not an address of the web.', id: 'Ini bukan alamat web.' }
};
const empty = { en: 'Please fill this in.', id: 'Wajib diisi.' };
/**
 * What is wrong with each field of a form, in the person's language: `{ summary: 'Please fill this in.' }`; a field within a
 * list is named `items.0.title`. Empty for an error that is not about fields.
 * @param language `en` or `id`; by default the page's, else the browser's.
 */
export function faultsOf(error, language = pageLanguage()) {
    const details = apiErrorOf(error)?.details ?? [];
    const spoken = language.toLowerCase().startsWith('id') ? 'id' : 'en';
    // The first of a field says most: whatever else is wrong with it may follow from that.
    return Object.fromEntries(details.map((detail) => [fieldOf(detail.path), textOf(detail, spoken)]).reverse());
}
function fieldOf(pointer) {
    const [, ...segments] = pointer.replace(/^\//, '').split('/');
    return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~')).join('.');
}
/** The rules of the API itself come in the language that was asked for; the schemas' come in the words of their checker. */
function textOf({ rule, message }, language) {
    const limit = /-?\d+(\.\d+)?/.exec(message)?.[0] ?? '';
    if (rule === 'minLength' && limit === '1')
        return empty[language];
    const format = rule === 'format' ? /"([^"]+)"/.exec(message)?.[1] : undefined;
    const text = (format !== undefined && formats[format]) || texts[rule];
    return text ? text[language].replace('#', limit) : sentence(message);
}
const sentence = (message) => `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
function pageLanguage() {
    const page = typeof document === 'object' ? document.documentElement?.lang : undefined;
    return page || globalThis.navigator?.language || 'en';
}
