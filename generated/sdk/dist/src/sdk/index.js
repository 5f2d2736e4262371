export { createClient, pages } from "./client.js";
export { ApiError, apiErrorOf, ConnectionError, isApiError } from "./errors.js";
export { faultsOf } from "./faults.js";
