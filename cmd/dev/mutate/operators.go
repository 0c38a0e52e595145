package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// breaker walks one file and builds faults into it.
type breaker struct {
	*edits
	info *types.Info
	pkg  *types.Package
	// imports are the names by which the file knows other packages.
	imports map[string]string
	// conditions are comparisons that a condition's own faults cover already.
	conditions map[ast.Expr]bool
}

// Visit implements ast.Visitor.
func (b *breaker) Visit(n ast.Node) ast.Visitor {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if b.takesContext(n) {
			return nil // it waits, reads or writes: the shell around the rules
		}
		b.within = functionName(n)
	case *ast.GenDecl:
		if n.Tok == token.CONST || n.Tok == token.IMPORT || n.Tok == token.TYPE {
			return nil
		}
	case *ast.ArrayType:
		return nil // its length is a constant
	case *ast.IfStmt:
		b.condition(n.Cond, true)
	case *ast.ForStmt:
		b.condition(n.Cond, false)
	case *ast.SwitchStmt:
		b.cases(n)
	case *ast.BlockStmt:
		b.statements(n.List)
	case *ast.CaseClause:
		b.statements(n.Body)
	case *ast.ReturnStmt:
		for _, v := range n.Results {
			b.value("returns zero", v)
		}
	case *ast.CompositeLit:
		b.elements(n)
	case *ast.BinaryExpr:
		b.binary(n)
	}
	return b
}

func (b *breaker) takesContext(n *ast.FuncDecl) bool {
	return slices.ContainsFunc(n.Type.Params.List, func(f *ast.Field) bool {
		t, ok := b.info.Types[f.Type]
		return ok && types.TypeString(t.Type, nil) == "context.Context"
	})
}

func functionName(n *ast.FuncDecl) string {
	if n.Recv == nil || len(n.Recv.List) == 0 {
		return n.Name.Name
	}
	receiver := types.ExprString(n.Recv.List[0].Type)
	receiver, _, _ = strings.Cut(strings.TrimPrefix(receiver, "*"), "[")
	return receiver + "." + n.Name.Name
}

// condition lets a condition hold always or never. A loop whose condition always
// holds would only run until the time is up.
func (b *breaker) condition(x ast.Expr, always bool) {
	if x == nil {
		return
	}
	x = ast.Unparen(x)
	b.conditions[x] = true
	joined, _ := x.(*ast.BinaryExpr)
	if joined == nil || joined.Op != token.LOR {
		b.add(x, "never", "((", ") && !mutantIs(%d))")
	}
	if always && (joined == nil || joined.Op != token.LAND) {
		b.add(x, "always", "((", ") || mutantIs(%d))")
	}
}

// cases does the same for the cases of a switch without a tag.
func (b *breaker) cases(n *ast.SwitchStmt) {
	if n.Tag != nil {
		return
	}
	for _, clause := range n.Body.List {
		for _, x := range clause.(*ast.CaseClause).List {
			b.condition(x, true)
		}
	}
}

// statements leaves out one statement at a time.
func (b *breaker) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.ExprStmt:
			if call, ok := s.X.(*ast.CallExpr); ok && types.ExprString(call.Fun) == "panic" {
				continue
			}
		case *ast.AssignStmt:
			if s.Tok == token.DEFINE || types.ExprString(s.Lhs[0]) == "_" {
				continue
			}
		case *ast.IncDecStmt, *ast.BranchStmt, *ast.DeferStmt:
		default:
			continue
		}
		b.add(s, "left out", "if !mutantIs(%d) { ", " }")
	}
}

// elements leaves out the values of a literal.
func (b *breaker) elements(n *ast.CompositeLit) {
	for _, x := range n.Elts {
		if kv, ok := x.(*ast.KeyValueExpr); ok {
			x = kv.Value
		}
		if lit, ok := x.(*ast.CompositeLit); ok && lit.Type == nil {
			continue // its type is the outer literal's; its own elements follow
		}
		b.value("zero", x)
	}
}

// value makes a value zero, and turns a truth value over.
func (b *breaker) value(kind string, x ast.Expr) {
	t, ok := b.info.Types[x]
	if !ok || !t.IsValue() || t.IsNil() {
		return
	}
	if _, ok := ast.Unparen(x).(*ast.BinaryExpr); ok && isBool(t.Type) {
		return // binary has faults for it
	}
	if isBool(t.Type) {
		b.add(x, "turned over", "((", ") != mutantIs(%d))")
		return
	}
	if t.Value != nil && (t.Value.ExactString() == "0" || t.Value.ExactString() == `""`) {
		return
	}
	if lit, ok := x.(*ast.CompositeLit); ok && len(lit.Elts) == 0 {
		return // zero already, or as good as that
	}
	if name, ok := b.typeName(t.Type); ok {
		b.add(x, kind, "mutantZero["+name+"](%d, ", ")")
	}
}

func (b *breaker) binary(n *ast.BinaryExpr) {
	if t := b.info.Types[n]; t.Value != nil {
		return // a constant
	}
	switch n.Op {
	case token.LAND:
		b.add(n.X, "ignored", "((", ") || mutantIs(%d))")
		b.add(n.Y, "ignored", "((", ") || mutantIs(%d))")
	case token.LOR:
		b.add(n.X, "ignored", "((", ") && !mutantIs(%d))")
		b.add(n.Y, "ignored", "((", ") && !mutantIs(%d))")
	case token.EQL, token.NEQ:
		if !b.conditions[n] {
			b.add(n, "turned over", "((", ") != mutantIs(%d))")
		}
	case token.LSS, token.GTR:
		b.add(n, "also equal", "((", ") || mutantIs(%d) && ("+b.equal(n)+"))")
	case token.LEQ, token.GEQ:
		b.add(n, "not equal", "((", ") && !(mutantIs(%d) && ("+b.equal(n)+")))")
	case token.ADD, token.SUB:
		b.number(n.Y, "minus", "mutantMinus")
	case token.MUL, token.QUO, token.REM:
		b.number(n.Y, "one", "mutantOne")
	}
}

func (b *breaker) equal(n *ast.BinaryExpr) string {
	text := func(x ast.Expr) string {
		return string(b.source[b.fset.Position(x.Pos()).Offset:b.fset.Position(x.End()).Offset])
	}
	return strings.ReplaceAll(text(n.X)+" == "+text(n.Y), "\n", " ")
}

// number changes an operand of arithmetic.
func (b *breaker) number(x ast.Expr, kind, function string) {
	t := b.info.Types[x].Type
	basic, ok := t.Underlying().(*types.Basic)
	if !ok || basic.Info()&types.IsNumeric == 0 {
		return
	}
	if name, ok := b.typeName(t); ok {
		b.add(x, kind, function+"["+name+"](%d, ", ")")
	}
}

// typeName is how the file writes a type; it cannot write one whose package it
// does not import.
func (b *breaker) typeName(t types.Type) (string, bool) {
	ok := true
	name := types.TypeString(types.Default(t), func(p *types.Package) string {
		if p == b.pkg {
			return ""
		}
		local, imported := b.imports[p.Path()]
		ok = ok && imported
		return local
	})
	return name, ok && !strings.Contains(name, "untyped")
}

func isBool(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsBoolean != 0
}
