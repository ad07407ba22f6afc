import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { TextArea, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useEffect, useRef, useState } from 'react';
import { say } from '../../../language';
import { isSandboxed } from '../../../worker/realm';
import { type createEditor } from './createEditor';
import { type Knowledge } from './knowledge';
import { useDraft } from './useDraft';

const label = () => say('PromQL expression');
const hint = () =>
  say('PromQL, such as {{example}}. Shift+Enter runs it.', { example: 'rate(http_requests_total[$__rate_interval])' });

interface Props {
  id: string;
  expr: string;
  knowledge: Knowledge;
  onCommit: (expr: string) => void;
  onRunQuery: () => void;
}

type Editor = ReturnType<typeof createEditor>;

/**
 * An expression: a plain text field at once, and the editor with highlighting and completion in its place as soon as that
 * is loaded. Where it cannot be, as behind the sandbox's membrane, the text field stays.
 */
export function PromqlField({ id, expr, knowledge, onCommit, onRunQuery }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [text, setText] = useDraft(expr);
  const [hasEditor, setHasEditor] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<Editor>(null);
  const commit = () => text !== expr && onCommit(text);
  const run = () => (text === expr ? onRunQuery() : commit());
  const latest = useRef({ text, commit, run, setText });
  useEffect(() => {
    latest.current = { text, commit, run, setText };
  });

  useEffect(() => {
    let isMounted = !isSandboxed;
    let made: Editor | undefined;
    const load = async () => {
      const { createEditor } = await import('./createEditor');
      if (!isMounted || !place.current) {
        return;
      }
      const hadFocus = document.activeElement === plain.current;
      const at = plain.current?.selectionStart ?? 0;
      made = createEditor({
        parent: place.current,
        text: latest.current.text,
        label: label(),
        hint: hint(),
        knowledge,
        theme,
        onChange: (next) => latest.current.setText(next),
        onRun: () => latest.current.run(),
        onLeave: () => latest.current.commit(),
      });
      editor.current = made;
      setHasEditor(true);
      if (hadFocus) {
        made.focus();
        made.dispatch({ selection: { anchor: Math.min(at, made.state.doc.length) } });
      }
    };
    if (isMounted) {
      // The text field does the same, without help.
      load().catch(() => setHasEditor(false));
    }
    return () => {
      isMounted = false;
      made?.destroy();
      editor.current = null;
      setHasEditor(false);
    };
  }, [knowledge, theme]);

  // Of the draft the editor knows first: one of a render that lags behind would undo what is typed.
  useEffect(() => {
    const shown = editor.current?.state.doc.toString();
    if (editor.current && shown !== expr) {
      editor.current.dispatch({ changes: { from: 0, to: editor.current.state.doc.length, insert: expr } });
    }
  }, [expr]);

  return (
    <>
      <div ref={place} />
      {!hasEditor && (
        <TextArea
          id={id}
          ref={plain}
          className={styles.expression}
          aria-label={label()}
          placeholder={hint()}
          rows={Math.min(8, Math.max(2, text.split('\n').length))}
          spellCheck={false}
          autoCapitalize="off"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || event.shiftKey)) {
              event.preventDefault();
              run();
            }
          }}
        />
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  expression: css({
    // Grows with a wrapped expression where the browser can.
    fieldSizing: 'content',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    maxHeight: '16em',
    overflowWrap: 'anywhere',
  }),
});
