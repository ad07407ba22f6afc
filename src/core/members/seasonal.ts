import type { Member } from './member';
import { residualPath, seasonPath } from '../regression';

/** The seasonal regression alone, without what the last residuals say. */
export const season: Member = {
  name: 'season',
  create: () => (_, fit) => {
    const model = fit?.();
    return model && ((origin) => ({ point: seasonPath(model, origin) }));
  },
};

/** The seasonal regression with autoregressive residuals. */
export const sarx: Member = {
  name: 'sarx',
  create: () => (_, fit) => {
    const model = fit?.();
    return (
      model &&
      ((origin) => {
        const residual = residualPath(model, origin);
        return { point: seasonPath(model, origin).map((point, h) => point + residual[h]) };
      })
    );
  },
};
