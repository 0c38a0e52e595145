import { reactive } from 'vue'

/** Names of the pages that App keeps as they are while another is shown: somebody was called away from them. */
export const place = reactive({ kept: [] as string[] })
