import { ThemeContext, createTheme, type GrafanaTheme2 } from '@grafana/data';
import { LocationServiceProvider, config, locationService } from '@grafana/runtime';
import { ErrorBoundaryAlert, GlobalStyles, ModalRoot, ModalsProvider, PortalContainer } from '@grafana/ui';
import React, { useSyncExternalStore, type ReactNode } from 'react';
import { Route, Router, Routes } from 'react-router-dom';
import { Alerts } from './pages/Alerts';
import { AppPage } from './pages/AppPage';
import { DashboardPage } from './pages/DashboardPage';
import { DashboardSettingsPage } from './pages/DashboardSettingsPage';
import { DataSourcePage } from './pages/DataSourcePage';
import { ExplorePage } from './pages/ExplorePage';
import { HomePage } from './pages/HomePage';
import { NewDataSourcePage } from './pages/NewDataSourcePage';

const theme: GrafanaTheme2 = config.theme2 ?? createTheme();

/** React Router over Grafana's own history, so that `locationService` and scenes see the same location. */
function HistoryRouter({ children }: { children: ReactNode }) {
  const history = locationService.getHistory();
  const location = useSyncExternalStore(history.listen, () => history.location);
  return (
    <Router location={location} navigator={history as unknown as Parameters<typeof Router>[0]['navigator']}>
      {children}
    </Router>
  );
}

export const App = () => (
  <ThemeContext.Provider value={theme}>
    <LocationServiceProvider service={locationService}>
      <GlobalStyles />
      <HistoryRouter>
        <ModalsProvider>
          <ErrorBoundaryAlert style="page">
            <Routes>
              <Route path="/d/:uid/:slug?" element={<DashboardPage />} />
              <Route path="/d/:uid/settings/:kind/:index" element={<DashboardSettingsPage />} />
              <Route path="/explore" element={<ExplorePage />} />
              <Route path="/dashboard/snapshot/:uid" element={<DashboardPage />} />
              <Route path="/datasources/edit/:uid" element={<DataSourcePage />} />
              <Route path="/connections/datasources/edit/:uid" element={<DataSourcePage />} />
              <Route path="/connections/datasources/new" element={<NewDataSourcePage />} />
              <Route path="/a/:id/*" element={<AppPage />} />
              <Route path="*" element={<HomePage />} />
            </Routes>
          </ErrorBoundaryAlert>
          <Alerts />
          <ModalRoot />
        </ModalsProvider>
      </HistoryRouter>
      <PortalContainer />
    </LocationServiceProvider>
  </ThemeContext.Provider>
);
