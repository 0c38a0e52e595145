import { type RuleChange, type RuleChanged, type RulePreview, type Rules, request } from '@/api/client'

/** The rules as administrators change them. */
export const rulesClient = {
  ruleChanges: (query: Record<string, string> = {}) =>
    request<RuleChanged[]>('GET', `/api/rules/changes?${new URLSearchParams(query)}`),
  previewRules: (change: RuleChange, after = '') =>
    request<RulePreview>('POST', `/api/rules/preview?${new URLSearchParams(after ? { after } : {})}`, change),
  changeRules: (change: RuleChange) => request<Rules>('POST', '/api/rules', change),
}
