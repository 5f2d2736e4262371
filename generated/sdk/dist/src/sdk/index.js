export { createClient, pages } from "./client.js";
export { ApiError, ConnectionError, isApiError } from "./errors.js";
