export function validate(root: string): Generator<string, void>;
