import { ownerOf } from './members';

const KEYS = Array.from({ length: 1000 }, (_, i) => `disk/used/{instance="${i}"}`);
const sharesOf = (members: string[]) => KEYS.map((key) => ownerOf(key, members));

test('the shares of four are even but for chance', () => {
  const shares = sharesOf(['a', 'b', 'c', 'd']);
  for (const member of ['a', 'b', 'c', 'd']) {
    expect(shares.filter((owner) => owner === member).length).toBeGreaterThan(200);
  }
});

test('of one that comes or goes its own series change hands, and no other', () => {
  const [three, four] = [sharesOf(['a', 'b', 'c']), sharesOf(['b', 'd', 'a', 'c'])];
  KEYS.forEach((_, i) => expect(four[i] === 'd' || four[i] === three[i]).toBe(true));
});

test('of nobody there is no owner', () => {
  expect(ownerOf('a', [])).toBeUndefined();
});
