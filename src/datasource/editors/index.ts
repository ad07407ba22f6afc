/**
 * The forms of the data source: settings, queries, annotations, variables.
 * Imports api and query. In: stored settings; out: React elements.
 */
export { AnnotationEditor } from './AnnotationEditor';
export { ConfigEditor } from './ConfigEditor';
export { QueryEditor } from './QueryEditor';
export { QueryEditorHelp } from './QueryEditorHelp';
export { VariableQueryEditor } from './VariableQueryEditor';
