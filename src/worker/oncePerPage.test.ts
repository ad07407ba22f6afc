import { oncePerPage } from './oncePerPage';

it('is made once, whichever bundle of the page asks, and by name', () => {
  let made = 0;
  const ask = (name: string) => oncePerPage(name, () => ++made)();
  expect([ask('test 1'), ask('test 1'), ask('test 2')]).toEqual([1, 1, 2]);
});
