import type { Rule } from 'eslint';

export const throughDoors: Rule.RuleModule;
