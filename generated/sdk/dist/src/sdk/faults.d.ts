/**
 * What is wrong with each field of a form, in the person's language: `{ summary: 'Please fill this in.' }`; a field within a
 * list is named `items.0.title`. Empty for an error that is not about fields.
 * @param language `en` or `id`; by default the page's, else the browser's.
 */
export declare function faultsOf(error: unknown, language?: string): Record<string, string>;
