/** The words of the tickets' rules that several forms offer, in the order of tickets/category.go and tickets/request.go. */
export const CALLERS = ['person', 'company', 'organisation']
export const TYPES = ['consultation', 'help', 'complaint', 'report', 'suggestion', 'praise', 'other']
export const URGENCIES = ['normal', 'urgent', 'emergency']
/** Why a matter is not accepted (M33). */
export const DECLINED = [
  'litigation',
  'review',
  'discipline',
  'disclosure',
  'petition',
  'secret',
  'privacy',
  'public_order',
  'not_government',
  'emergency_line',
]
/** How a citizen is answered. */
export const WAYS = ['telephone', 'letter', 'fax', 'sms', 'web', 'visit', 'in_call']
