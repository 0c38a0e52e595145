import { ref } from 'vue'

/** Whether the disk of the service takes nothing, as its last answer said. */
export const diskFull = ref(false)

/** Reads the header that the service sends while everybody who works here must know something. */
export const noteWarning = (header: string | null) => {
  diskFull.value = header === 'disk_full'
}
