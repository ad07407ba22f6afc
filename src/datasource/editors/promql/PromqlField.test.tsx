import { render, waitFor } from '@testing-library/react';
import React from 'react';
import { type EditorParts } from './createEditor';
import { type Knowledge } from './knowledge';
import { PromqlField } from './PromqlField';

/** An editor without a screen: its text, and a user who changes it. */
const editor = { text: '', type: (_: string): void => undefined };

jest.mock('./createEditor', () => ({
  createEditor: ({ text, onChange }: EditorParts) => {
    editor.text = text;
    editor.type = (next) => {
      editor.text = next;
      onChange(next);
    };
    return {
      get state() {
        return { doc: { length: editor.text.length, toString: () => editor.text } };
      },
      dispatch: ({ changes }: { changes: { insert: string } }) => editor.type(changes.insert),
      destroy: () => undefined,
    };
  },
}));

const props = { id: 'a', knowledge: {} as Knowledge, onCommit: jest.fn(), onRunQuery: jest.fn() };

test('what is typed at the moment the editor takes its place stays', async () => {
  const { container } = render(<PromqlField {...props} expr="up" />);
  await new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!container.querySelector('textarea')) {
        observer.disconnect();
        editor.type('d');
        resolve();
      }
    });
    observer.observe(container, { childList: true, subtree: true });
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(editor.text).toBe('d');
});

test('a query that is changed from outside is shown', async () => {
  const { container, rerender } = render(<PromqlField {...props} expr="up" />);
  await waitFor(() => expect(container.querySelector('textarea')).toBeNull());
  rerender(<PromqlField {...props} expr="down" />);
  expect(editor.text).toBe('down');
});
