import { Notifier, type Notifying } from './notifier';

function setUp(change: Partial<Notifying> = {}) {
  const shown: string[] = [];
  const kept = { isOn: false, permission: 'default' as NotificationPermission, now: 0 };
  const notifier = new Notifier({
    permission: () => kept.permission,
    request: async () => (kept.permission = 'granted'),
    show: (_, body) => shown.push(body),
    read: () => kept.isOn,
    write: (isOn) => (kept.isOn = isOn),
    now: () => kept.now,
    ...change,
  });
  const tell = (...ids: string[]) =>
    notifier.tell(
      'CPU',
      ids.map((id) => ({ id, text: id }))
    );
  return { notifier, shown, kept, tell };
}

it('tells nobody who did not ask, and asks the browser first', async () => {
  const { notifier, shown, kept, tell } = setUp();
  tell();
  tell('a');
  expect(shown).toEqual([]);
  expect(await notifier.toggle()).toBeUndefined();
  expect([notifier.isOn, kept.isOn]).toEqual([true, true]);
  tell('a', 'b');
  expect(shown).toEqual(['b']);
  await notifier.toggle();
  tell('c');
  expect(shown).toEqual(['b']);
});

it('tells of what comes up, not of what is there at first, and not twice within an hour', () => {
  const { shown, kept, tell } = setUp({ read: () => true, permission: () => 'granted' });
  tell('a');
  tell('a', 'b');
  tell();
  kept.now = 3_000_000;
  tell('b');
  expect(shown).toEqual(['b']);
  kept.now += 3_600_001;
  tell('b');
  expect(shown).toEqual(['b', 'b']);
});

it('says why the browser does not allow it', async () => {
  const denied = setUp({ request: async () => 'denied' });
  expect(await denied.notifier.toggle()).toMatch(/does not allow/);
  expect(denied.kept.isOn).toBe(false);
  expect(await setUp({ permission: () => undefined }).notifier.toggle()).toMatch(/HTTPS/);
});
