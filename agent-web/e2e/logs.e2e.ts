import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from './logs.global'
import { leaks, numbersInJournal } from './numbers'

test('a number in a log is found in each of its forms, and nothing else is taken for one', () => {
  const used = ['13800138000', '0757-88886666', '+85221234567', '88886666']
  for (const line of [
    'Post "http://127.0.0.1:8088/ari/channels?endpoint=PJSIP%2F13800138000%40trunk"',
    'caller +8613800138000',
    'caller 8613800138000',
    'caller 013800138000',
    'caller 138 0013 8000',
    'caller %2B86138-0013-8000',
    'caller １３８００１３８０００',
    'caller 13900139000, whom no test knows',
    'caller 075788886666',
    'caller (0757) 8888 6666',
    'caller +86 757 88886666',
    'caller 88886666',
    'caller 8888-6666',
    'caller 85221234567',
  ]) {
    expect(leaks(line, used), line).toEqual([line])
  }
  for (const line of [
    '{"level":"info","ts":1764000000.1234567,"took":0.01345678912,"call":"a-1764000000.12","ticket":"260302000017"}',
    '[2026-11-29 08:31:14.123] WARNING[13800]: channel.c:138 loop: 127.0.0.1:40000',
    '9f86d081884c7d13700137001c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '12345 and 95588',
  ]) {
    expect(leaks(line, used), line).toEqual([])
  }
  expect(
    numbersInJournal(
      '{"Number":"+8613800138000","Called":"12345","Ticket":"261129000001","Call":"1764000000.12"}',
    ),
  ).toEqual(['+8613800138000'])
})

test('the check of all logs fails for a number that only the journal has, and for a run without a log', () => {
  const dir = mkdtempSync(join(tmpdir(), 'hotline-logs-'))
  try {
    mkdirSync(join(dir, 'run-a', 'journal'), { recursive: true })
    writeFileSync(join(dir, 'run-a', 'journal', '1'), '{"Caller":"88812345"}')
    writeFileSync(join(dir, 'run-a', 'hotline.log'), '{"msg":"well"}\n')
    expect(() => check(dir)).not.toThrow()
    writeFileSync(join(dir, 'run-a', 'postgres.log'), 'DETAIL: (888-12345)\n')
    expect(() => check(dir)).toThrow('run-a/postgres.log: DETAIL')
    mkdirSync(join(dir, 'run-b'))
    expect(() => check(dir)).toThrow('run-b left no log of the service')
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
