import { chromium, type Browser } from 'playwright-core'
import type { Test } from 'tap'

const executablePath = process.env.WORKPULSE_TEST_CHROMIUM
/** What tests in a browser say instead, where there is none. */
export const skip = executablePath ? false : 'Chromium is missing'

/** As few requests of its own as a browser can be told to make. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/** A browser of its own, closed at the end of the test. */
export async function launchChromium (t: Test): Promise<Browser> {
  const browser = await chromium.launch({ executablePath, args: flags })
  t.teardown(() => browser.close())
  return browser
}
