// Package workday counts China's working days: Monday to Friday, but for the
// public holidays, and the weekend days that are worked instead (调休上班).
package workday
