import { expect, it, vi } from 'vitest'
import { watchEffect } from 'vue'
import { matches } from './matches'

it('finds units and categories by the initials of their pinyin', () => {
  for (const [typed, name] of [
    ['cgj', '市城管局'],
    ['SCGJ', '市城管局'],
    ['ldgz', '路灯故障'],
    ['zfhcx', '住房和城乡建设局'],
    ['gaj', '市公安局'],
    ['ｊｊ zd', '市交警支队'],
    ['caz', '长安镇'],
    ['zgyh', '中国银行'],
    ['cgj', '市城管局 3'],
    ['es', '恩施'],
    ['ahwz', '阿哈瓦子'],
  ] as const)
    expect(matches(typed, name), `${typed} ${name}`).toBe(true)
  expect(matches('cgk', '市城管局')).toBe(false)
  expect(matches('jgc', '市城管局')).toBe(false)
  expect(matches('cgjj', '市城管局')).toBe(false)
})

it('finds a name by a part of it in any width or case, and everything by nothing', () => {
  expect(matches('Ｌight', '路灯故障', 'Street light fault')).toBe(true)
  expect(matches('路 灯', '路灯故障')).toBe(true)
  expect(matches('路\u00ad灯\u200b', '路灯故障', undefined)).toBe(true)
  expect(matches('⼭', '山东路')).toBe(true)
  expect(matches('', '路灯')).toBe(true)
  expect(matches('井盖', '路灯故障')).toBe(false)
})

it('finds a name in simplified and in traditional characters, once hanzi were typed', async () => {
  let found = false
  let drawn = 0
  watchEffect(
    () => {
      found = matches('臺灣事務', '云湾市台湾事务办公室')
      drawn++
    },
    { flush: 'sync' },
  )
  expect(found).toBe(false) // the table is on its way
  await vi.dynamicImportSettled()
  await vi.waitFor(() => expect(found).toBe(true))
  expect(drawn).toBe(2)
  for (const [typed, name] of [
    ['城管', '市城管局'],
    ['人力資源', '人力资源和社会保障局'],
    ['里水', '裏水鎮'],
    ['后勤', '機關後勤中心'],
    ['cgj', '市城管局'],
    ['lyj', '綠園局'],
    ['阿不都・热', '阿不都·热西提'],
    ['A—1', 'A-1'],
  ] as const)
    expect(matches(typed, name), `${typed} ${name}`).toBe(true)
  expect(matches('井蓋', '路灯故障')).toBe(false)
})
