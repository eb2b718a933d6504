import type { Accessor, DefaultProps } from '@deck.gl/core'
import { ScatterplotLayer } from '@deck.gl/layers'
import { PASSED_DASH } from '../design/ticket-glyph.ts'

interface DeadlineRingProps<T> {
  /** The part that is drawn, from 1 to 0, from 12 o'clock clockwise; below 0 it is dashed all round. */
  getShare?: Accessor<T, number>
}

const defaultProps: DefaultProps<DeadlineRingProps<unknown>> = { getShare: { type: 'accessor', value: 1 } }

const [DASH, GAP] = PASSED_DASH

/**
 * A circle of which only a share is drawn. The fragment shader cuts it, with soft edges, so that a thousand clocks cost
 * no geometry and nothing per frame. Needs `billboard`, so that 12 o'clock is up on the screen.
 */
export class DeadlineRingLayer<T> extends ScatterplotLayer<T, DeadlineRingProps<T>> {
  static override layerName = 'DeadlineRingLayer'
  static override defaultProps = defaultProps as typeof ScatterplotLayer.defaultProps

  override getShaders() {
    return {
      ...super.getShaders(),
      inject: {
        'vs:#decl': 'in float instanceShares;\nout float ringShare;',
        'vs:#main-end': 'ringShare = instanceShares;',
        'fs:#decl': 'in float ringShare;',
        'fs:#main-end': `
          float turn = fract(atan(unitPosition.x, -unitPosition.y) / 6.2831853 + 1.0);
          float around = 6.2831853 * outerRadiusPixels * 0.5 * (1.0 + innerUnitRadius);
          float inside;
          if (ringShare < 0.0) {
            float periods = max(1.0, floor(around / ${(DASH + GAP).toFixed(2)} + 0.5));
            float along = fract(turn * periods + ${((0.5 * DASH) / (DASH + GAP)).toFixed(4)});
            float dash = ${(DASH / (DASH + GAP)).toFixed(4)};
            inside = min(along, dash - along) * around / periods;
          } else if (ringShare >= 0.999) {
            inside = 1.0;
          } else {
            inside = min(turn, ringShare - turn) * around;
          }
          fragColor.a *= clamp(inside + 0.5, 0.0, 1.0);
          if (fragColor.a <= 0.0) discard;`,
      },
    }
  }

  override initializeState(): void {
    super.initializeState()
    this.getAttributeManager()?.addInstanced({
      instanceShares: { size: 1, accessor: 'getShare', defaultValue: 1 },
    })
  }
}
