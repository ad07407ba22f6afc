import type { SetFieldConfigOptionsArgs } from '@grafana/data';
import { GraphThresholdsStyleMode, StackingMode } from '@grafana/schema';
import { commonOptionsBuilder } from '@grafana/ui';
import { say } from '../../language';
import { DEFAULT_THRESHOLDS_STYLE, type FieldOptions } from '../types';
import { thresholdsCategory } from './thresholds';

type Builder = Parameters<NonNullable<SetFieldConfigOptionsArgs<FieldOptions>['useCustomConfig']>>[0];

/** Editors of `field.config.custom`: lines, thresholds and hiding. */
export function addFieldOptions(builder: Builder): void {
  builder
    .addSliderInput({
      path: 'lineWidth',
      name: say('Line width'),
      category: [say('Series')],
      defaultValue: 1,
      settings: { min: 0, max: 10, step: 1 },
    })
    .addSliderInput({
      path: 'fillOpacity',
      name: say('Fill opacity'),
      description: say('Of the area below the live series. The bands have their own.'),
      category: [say('Series')],
      defaultValue: 0,
      settings: { min: 0, max: 100, step: 1 },
    })
    .addSelect({
      path: 'stacking.mode',
      name: say('Stack series'),
      description: say(
        'Series lie on each other, with their bands and forecasts. Verdicts and tooltips keep the values of each series.'
      ),
      category: [say('Series')],
      defaultValue: StackingMode.None,
      settings: {
        options: [
          { value: StackingMode.None, label: say('Off') },
          { value: StackingMode.Normal, label: say('Normal') },
        ],
      },
    })
    .addSelect({
      path: 'thresholdsStyle.mode',
      name: say('Show thresholds'),
      description: say(
        'Thresholds that are shown are also watched: the status line says when a forecast will cross them.'
      ),
      category: thresholdsCategory(),
      defaultValue: DEFAULT_THRESHOLDS_STYLE.mode,
      settings: {
        options: [
          { value: GraphThresholdsStyleMode.Off, label: say('Off') },
          { value: GraphThresholdsStyleMode.Line, label: say('As lines') },
          { value: GraphThresholdsStyleMode.Dashed, label: say('As lines (dashed)') },
          { value: GraphThresholdsStyleMode.Area, label: say('As filled regions') },
          { value: GraphThresholdsStyleMode.LineAndArea, label: say('As filled regions and lines') },
          { value: GraphThresholdsStyleMode.DashedAndArea, label: say('As filled regions and lines (dashed)') },
        ],
      },
    });
  // Its builder type knows the field options of Grafana's own panels only.
  commonOptionsBuilder.addHideFrom(builder as never);
}
