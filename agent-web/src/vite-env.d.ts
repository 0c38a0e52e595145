/// <reference types="vite/client" />

/** Whether this is the build of the staff's pages; the other is what citizens open without a session. */
declare const __STAFF__: boolean
