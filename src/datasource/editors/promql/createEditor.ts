import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting, syntaxTree } from '@codemirror/language';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, placeholder, tooltips } from '@codemirror/view';
import { type GrafanaTheme2, colorManipulator } from '@grafana/data';
import { tags } from '@lezer/highlight';
import { LanguageType, promQLLanguage, PromQLExtension } from '@prometheus-io/codemirror-promql';
import { functionIdentifierTerms } from '@prometheus-io/codemirror-promql/dist/esm/complete/promql.terms';
import { say } from '../../../language';
import { promqlCompletion } from './completion';
import { type Knowledge } from './knowledge';
import { hasVariables, standIns } from './standIns';

export interface EditorParts {
  parent: HTMLElement;
  text: string;
  label: string;
  hint: string;
  knowledge: Knowledge;
  theme: GrafanaTheme2;
  onChange(text: string): void;
  onRun(): void;
  onLeave(): void;
}

/** PromQL's own editor: the Prometheus project's grammar, completion and checks in CodeMirror. */
export function createEditor({ parent, text, label, hint, knowledge, theme, ...told }: EditorParts): EditorView {
  const run = (view: EditorView) => {
    // The list would lie over what is under the field, and take the next Enter.
    closeCompletion(view);
    told.onRun();
    return true;
  };
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(keymap.of(['Shift-Enter', 'Mod-Enter'].map((key) => ({ key, run })))),
        history(),
        bracketMatching(),
        closeBrackets(),
        autocompletion(),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        promQL(knowledge),
        hoverTooltip(helpAt),
        // Grafana's panes clip what hangs out of them.
        tooltips({ parent: document.body, position: 'fixed' }),
        placeholder(hint),
        syntaxHighlighting(colours(theme)),
        looks(theme),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            told.onChange(update.state.doc.toString());
          }
          if (update.focusChanged && !update.view.hasFocus) {
            told.onLeave();
          }
        }),
      ],
    }),
  });
}

/** Variables of dashboards are no PromQL: what is checked has stand-ins of the same length in their places. */
function promQL(knowledge: Knowledge) {
  const promql = new PromQLExtension().setComplete({ completeStrategy: promqlCompletion(knowledge) });
  const own = promql.getLinter();
  const language = promQLLanguage(LanguageType.PromQL);
  promql.setLinter({
    promQL: () => (view) => {
      const text = view.state.doc.toString();
      if (!hasVariables(text)) {
        return own.promQL()(view);
      }
      const state = EditorState.create({ doc: standIns(text), extensions: [language] });
      const found: Array<{ from: number; to: number; severity: 'error'; message: string }> = [];
      syntaxTree(state).iterate({
        enter: ({ type, from, to }) => {
          if (type.isError) {
            found.push({ from, to: Math.max(to, from), severity: 'error', message: say('unexpected expression') });
          }
        },
      });
      return found;
    },
  });
  return promql.asExtension();
}

/** The help of the function under the pointer. */
function helpAt(view: EditorView, at: number) {
  const { from, to } = syntaxTree(view.state).resolveInner(at);
  const name = view.state.sliceDoc(from, to);
  const term = functionIdentifierTerms.find(({ label }) => label === name);
  if (!term) {
    return null;
  }
  return {
    pos: from,
    end: to,
    create: () => {
      const dom = document.createElement('div');
      dom.textContent = `${term.label}: ${term.info}`;
      dom.style.padding = '4px 8px';
      return { dom };
    },
  };
}

/** Hues for lines of a chart are too light for letters on white: half as light they are read (4.5 : 1 and more). */
const ON_WHITE = 0.5;

const colours = ({ visualization, colors, isDark }: GrafanaTheme2) => {
  const colour = (name: string) => {
    const hue = visualization.getColorByName(name);
    return isDark ? hue : colorManipulator.darken(hue, ON_WHITE);
  };
  return HighlightStyle.define([
    { tag: tags.function(tags.variableName), color: colour('blue') },
    { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: colour('purple') },
    { tag: tags.string, color: colour('green') },
    { tag: tags.number, color: colour('orange') },
    { tag: tags.labelName, color: colour('yellow') },
    { tag: tags.comment, color: colors.text.secondary, fontStyle: 'italic' },
    { tag: tags.invalid, color: colors.error.text },
  ]);
};

const looks = ({ colors, shape, typography, isDark }: GrafanaTheme2) =>
  EditorView.theme(
    {
      '&': {
        backgroundColor: colors.background.canvas,
        border: `1px solid ${colors.border.medium}`,
        borderRadius: shape.radius.default,
        color: colors.text.primary,
        fontSize: typography.bodySmall.fontSize,
        maxHeight: '16em',
        minHeight: '4em',
      },
      '&.cm-focused': { outline: `2px solid ${colors.primary.main}` },
      '.cm-content': { fontFamily: typography.fontFamilyMonospace, caretColor: colors.text.primary },
      '.cm-scroller': { overflow: 'auto' },
      '.cm-placeholder': { color: colors.text.disabled },
      '.cm-cursor': { borderLeftColor: colors.text.primary },
      '.cm-tooltip': {
        backgroundColor: colors.background.elevated ?? colors.background.secondary,
        border: `1px solid ${colors.border.weak}`,
        color: colors.text.primary,
        maxWidth: '48em',
        zIndex: '2000',
      },
      '.cm-tooltip-autocomplete ul li[aria-selected]': {
        backgroundColor: colors.action.selected,
        color: colors.text.primary,
      },
    },
    { dark: isDark }
  );
