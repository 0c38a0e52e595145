import { createApp } from 'vue'
import PublicApp from './PublicApp.vue'
import { publicRouter } from './publicRouter'
import './style.css'

createApp(PublicApp).use(publicRouter).mount('#app')
