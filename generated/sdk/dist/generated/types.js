// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.
export {};
