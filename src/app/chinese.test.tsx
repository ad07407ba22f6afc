import { config, type DataSourceSrv, setDataSourceSrv } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { inChinese } from '../testing/chinese';
import { findDevices } from '../worker/workers/findDevices';
import { demoDashboard, queryDashboard } from './demoDashboard';
import { RootPage } from './RootPage';

// It starts a worker, which a test has not.
jest.mock('../worker/workers/findDevices');

inChinese();

test('the page reads in Chinese, and the names of the plugins stand out in it', async () => {
  jest.mocked(findDevices).mockResolvedValue([]);
  setDataSourceSrv({ getList: () => [], getInstanceSettings: () => undefined } as unknown as DataSourceSrv);
  Object.assign(config.bootData.user, { orgRole: 'Viewer' });
  render(<RootPage />);
  await screen.findByLabelText('设备');
  expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual([
    '1. 添加数据源',
    '2. 创建仪表板',
    '3. 在自己的仪表板中预测',
    '此浏览器的设备',
  ]);
  expect(screen.getByText('Presage Prometheus').parentElement).toHaveTextContent(
    /^数据源 Presage Prometheus 需要您的 Prometheus、Mimir、Thanos 或 VictoriaMetrics 的 URL。/
  );
  expect(screen.getByText('添加数据源需要 Admin 角色。')).toBeInTheDocument();
  expect(screen.getByText(/^尚无 Presage Prometheus 或 Prometheus 类型的数据源/)).toBeInTheDocument();
});

test('a new dashboard is named in the language of who makes it', () => {
  expect(queryDashboard({ uid: 'a', type: 'prometheus', name: 'prod' }, 'up').title).toBe('prod 的预测');
});

test('so are the panels of the demo, with what they explain', () => {
  const { title, description, panels } = demoDashboard({ uid: 'a', type: 'prometheus', name: 'prod' });
  expect(title).toBe('Presage 演示（prod）');
  expect(panels[1]).toMatchObject({
    title: 'db-1 的磁盘：何时写满？',
    description: expect.stringMatching(/^批量写入/),
  });
  expect(JSON.stringify([description, panels.map((panel) => ({ ...panel }))])).not.toMatch(
    /when is it full|Batch loads/
  );
});
