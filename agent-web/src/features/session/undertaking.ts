import { reactive } from 'vue'

/** Whether confidentiality must be undertaken before anything else is answered (M79). */
export const undertaking = reactive({ asked: false })

/** The server answers nothing before the undertaking is signed. */
export function askToSign(): void {
  undertaking.asked = true
}
