import { BarElement, CategoryScale, Chart, Legend, LinearScale, LineElement, PointElement, Tooltip } from 'chart.js'

/** What of Chart.js the pages use; it draws in the browser alone. */
export default defineNuxtPlugin(() => {
  Chart.register(BarElement, CategoryScale, Legend, LinearScale, LineElement, PointElement, Tooltip)
})
