import ts from 'typescript';

/** One small change of a source file: the text from `start` to `end` becomes `replacement`. */
export interface Mutant {
  /** relative to the root of the repository */
  file: string;
  /** counted from 1 */
  line: number;
  column: number;
  start: number;
  end: number;
  original: string;
  replacement: string;
}

type Change = (node: ts.Node, replacement: string) => void;

const BINARY: Partial<Record<ts.SyntaxKind, string[]>> = {
  [ts.SyntaxKind.PlusToken]: ['-'],
  [ts.SyntaxKind.MinusToken]: ['+'],
  [ts.SyntaxKind.AsteriskToken]: ['/'],
  [ts.SyntaxKind.SlashToken]: ['*'],
  [ts.SyntaxKind.PercentToken]: ['*'],
  [ts.SyntaxKind.AsteriskAsteriskToken]: ['*'],
  [ts.SyntaxKind.PlusEqualsToken]: ['-='],
  [ts.SyntaxKind.MinusEqualsToken]: ['+='],
  [ts.SyntaxKind.AsteriskEqualsToken]: ['/='],
  [ts.SyntaxKind.SlashEqualsToken]: ['*='],
  [ts.SyntaxKind.LessThanToken]: ['<=', '>='],
  [ts.SyntaxKind.LessThanEqualsToken]: ['<', '>'],
  [ts.SyntaxKind.GreaterThanToken]: ['>=', '<='],
  [ts.SyntaxKind.GreaterThanEqualsToken]: ['>', '<'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ['!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ['==='],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ['||'],
  [ts.SyntaxKind.BarBarToken]: ['&&'],
  [ts.SyntaxKind.AmpersandToken]: ['|'],
  [ts.SyntaxKind.BarToken]: ['&'],
  [ts.SyntaxKind.CaretToken]: ['|'],
};

const METHODS: Record<string, string> = {
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  some: 'every',
  every: 'some',
  find: 'findLast',
  findLast: 'find',
  findIndex: 'findLastIndex',
  findLastIndex: 'findIndex',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  push: 'unshift',
  unshift: 'push',
};
/** Calls that leave their object as it is when they go, or nearly. */
const REMOVED = new Set(['filter', 'sort', 'reverse', 'slice', 'subarray', 'toSorted', 'toReversed', 'abs']);

/** Integers up to this are moved by one, all other numbers doubled: beyond, one more says little. */
const SMALL = 16;

/**
 * Every mutant of a source file, in the order of the text. Types, imports and strings are left alone.
 * @param file its name, as it is to be reported
 */
export function findMutants(file: string, source: string): Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const change: Change = (node, replacement) => {
    const [start, end] = [node.getStart(tree), node.getEnd()];
    const { line, character } = tree.getLineAndCharacterOfPosition(start);
    const original = source.slice(start, end);
    // `return undefined` that becomes `undefined` is the program itself.
    if (replacement === original || replacement === `(${original})`) {
      return;
    }
    mutants.push({ file, line: line + 1, column: character + 1, start, end, original, replacement });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      return;
    }
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      return;
    }
    mutateStatement(node, change);
    mutateExpression(node, change);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return mutants.sort((a, b) => a.start - b.start || a.end - b.end);
}

function mutateStatement(node: ts.Node, change: Change): void {
  if (ts.isIfStatement(node)) {
    change(node.expression, 'true');
    change(node.expression, 'false');
  } else if (ts.isWhileStatement(node)) {
    change(node.expression, 'false');
  } else if (ts.isReturnStatement(node) && node.expression) {
    change(node.expression, 'undefined');
  } else if (ts.isExpressionStatement(node) && !isDirective(node)) {
    change(node, ';');
  } else if (ts.isContinueStatement(node) || ts.isBreakStatement(node) || ts.isThrowStatement(node)) {
    // A case that falls through is another mutant than none at all.
    change(node, ';');
  } else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
    change(node.body, 'undefined');
  }
}

function mutateExpression(node: ts.Node, change: Change): void {
  if (ts.isBinaryExpression(node)) {
    mutateBinary(node, change);
  } else if (ts.isConditionalExpression(node)) {
    change(node, `(${node.whenTrue.getText()})`);
    change(node, `(${node.whenFalse.getText()})`);
  } else if (ts.isPrefixUnaryExpression(node)) {
    mutateUnary(node, change);
  } else if (ts.isPostfixUnaryExpression(node)) {
    change(node, `${node.operand.getText()}${node.operator === ts.SyntaxKind.PlusPlusToken ? '--' : '++'}`);
  } else if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
    change(node, node.kind === ts.SyntaxKind.TrueKeyword ? 'false' : 'true');
  } else if (ts.isNumericLiteral(node)) {
    mutateNumber(node, change);
  } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    mutateCall(node, node.expression, change);
  }
}

function mutateBinary({ left, operatorToken, right }: ts.BinaryExpression, change: Change): void {
  const { kind } = operatorToken;
  if (kind === ts.SyntaxKind.QuestionQuestionToken) {
    change(left.parent, `(${right.getText()})`);
    return;
  }
  const joinsText = kind === ts.SyntaxKind.PlusToken && [left, right].some(isText);
  for (const other of (!joinsText && BINARY[kind]) || []) {
    change(operatorToken, other);
  }
}

function mutateUnary({ operator, operand }: ts.PrefixUnaryExpression, change: Change): void {
  const whole = operand.parent;
  if (operator === ts.SyntaxKind.ExclamationToken || operator === ts.SyntaxKind.MinusToken) {
    change(whole, operand.getText());
  } else if (operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken) {
    change(whole, `${operator === ts.SyntaxKind.PlusPlusToken ? '--' : '++'}${operand.getText()}`);
  }
}

function mutateNumber(node: ts.NumericLiteral, change: Change): void {
  const value = Number(node.text);
  if (!Number.isInteger(value) || value > SMALL) {
    change(node, String(2 * value));
    return;
  }
  change(node, String(value + 1));
  if (value > 0) {
    change(node, String(value - 1));
  }
}

function mutateCall(
  { arguments: given, expression }: ts.CallExpression,
  { expression: object, name }: ts.PropertyAccessExpression,
  change: Change
): void {
  const other = Object.hasOwn(METHODS, name.text) ? METHODS[name.text] : undefined;
  if (other !== undefined) {
    change(name, other);
  } else if (REMOVED.has(name.text)) {
    change(expression.parent, name.text === 'abs' ? `(${given[0]?.getText()})` : object.getText());
  }
}

function isText(node: ts.Expression): boolean {
  return ts.isStringLiteral(node) || ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node);
}

function isDirective({ expression }: ts.ExpressionStatement): boolean {
  return ts.isStringLiteral(expression);
}
