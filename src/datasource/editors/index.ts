/**
 * The forms of the data source: settings, queries, annotations.
 * Imports api and query. In: stored settings; out: React elements.
 */
export { AnnotationEditor } from './AnnotationEditor';
export { CommitInput } from './CommitInput';
export { ConfigEditor } from './ConfigEditor';
export { QueryEditor } from './QueryEditor';
export { QueryEditorHelp } from './QueryEditorHelp';
