import { plainNames } from './labelNames';

test.each([
  [
    { instance: 'a', _b1: 'c' },
    { instance: 'a', _b1: 'c' },
  ],
  [{ 'http.status': '200' }, { http_status: '200' }],
  [
    { 'http.status': '200', http_status: '404' },
    { http_status: '404', U__http_2e_status: '200' },
  ],
  [
    { 'a.b': '1', 'a-b': '2' },
    { a_b: '1', U__a_2d_b: '2' },
  ],
  [
    { 'a_b.c': '1', 'a_b-c': '2' },
    { a_b_c: '1', U__a__b_2d_c: '2' },
  ],
  [{ '1st': 'x' }, { _st: 'x' }],
  [
    { größe: 'x', 'größe!': 'y' },
    { gr__e: 'x', gr__e_: 'y' },
  ],
  [
    { 温度: 'x', 湿度: 'y' },
    { __: 'x', U___6e7f__5ea6_: 'y' },
  ],
])('names as every Prometheus takes them, no two the same: %j', (labels, expected) => {
  const found = plainNames(labels);
  expect(found).toEqual(expected);
  Object.keys(found).forEach((name) => expect(name).toMatch(/^[a-zA-Z_][a-zA-Z0-9_]*$/));
});
